using Xunit;

namespace ChatGateway.Tests.Security;

/// <summary>
/// Tests that change what the whole process shares, or listen to all of it: apart from the rest, which would be changed with it,
/// and from those who measure what a thread allocates, a listener's part included.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GlobalSettingsGroup
{
    /// <summary>What test classes name to be part of it.</summary>
    public const string Name = "Global settings";
}
