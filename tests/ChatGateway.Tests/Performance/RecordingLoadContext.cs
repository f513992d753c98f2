using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace ChatGateway.Tests.Performance;

/// <summary>Holds a copy of an assembly of its own and notes which others that comes to need; those are the test run's.</summary>
internal sealed class RecordingLoadContext() : AssemblyLoadContext(nameof(RecordingLoadContext))
{
    private readonly ConcurrentDictionary<string, bool> _loaded = new(StringComparer.Ordinal);

    public IEnumerable<string> Loaded => _loaded.Keys;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        _loaded[assemblyName.Name!] = true;
        return null;
    }
}
