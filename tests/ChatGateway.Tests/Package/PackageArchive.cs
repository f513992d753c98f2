using System.IO.Compression;
using System.Xml.Linq;

namespace ChatGateway.Tests.Package;

/// <summary>The inside of a package file.</summary>
internal sealed class PackageArchive(string file) : IDisposable
{
    private readonly ZipArchive _zip = ZipFile.OpenRead(file);

    public IReadOnlyList<string> Files => [.. _zip.Entries.Select(entry => entry.FullName)];

    public byte[] Read(string name)
    {
        using Stream stream = (_zip.GetEntry(name) ?? throw new FileNotFoundException($"{file} holds no {name}.")).Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The <c>metadata</c> of the nuspec.</summary>
    public XElement Metadata()
    {
        string nuspec = Files.Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal));
        using var stream = new MemoryStream(Read(nuspec));
        XElement root = XDocument.Load(stream).Root!;
        return root.Element(root.Name.Namespace + "metadata")!;
    }

    public void Dispose() => _zip.Dispose();
}
