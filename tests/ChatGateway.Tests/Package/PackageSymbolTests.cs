using System.Reflection.Metadata;
using Xunit;

namespace ChatGateway.Tests.Package;

/// <summary>Symbols lie in a package of their own and say the same on every machine.</summary>
[Collection(PackageGroup.Name)]
[Trait("Category", "Slow")]
public sealed class PackageSymbolTests(PackedFeed feed)
{
    private const string Root = "/_/";

    // "embedded source" in the specification of portable PDBs
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Theory]
    [InlineData("ChatGateway", "/_/src/ChatGateway/ChatGatewayClient.cs")]
    [InlineData("ChatGateway.Redis", "/_/src/ChatGateway.Redis/RedisQuotaStore.cs")]
    [InlineData("ChatGateway.Sandbox", "/_/src/ChatGateway.Sandbox/SandboxGateway.cs")]
    public void Symbols_NameSourcesBelowTheRepository(string id, string known)
    {
        using PackageArchive package = feed.Open(id, "snupkg");
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(package.Read($"lib/net10.0/{id}.pdb")));
        MetadataReader reader = symbols.GetMetadataReader();

        string[] sources = [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
        Assert.Contains(known, sources);
        Assert.All(sources, source => Assert.StartsWith(Root, source, StringComparison.Ordinal));
    }

    [Fact]
    public void Symbols_CarrySourcesThatGitDoesNot()
    {
        if (feed.Commit is null) return;
        using PackageArchive package = feed.Open("ChatGateway", "snupkg");
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(package.Read("lib/net10.0/ChatGateway.pdb")));
        MetadataReader reader = symbols.GetMetadataReader();

        string[] embedded = [.. reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(info => reader.GetGuid(info.Kind) == EmbeddedSource)
            .Select(info => reader.GetString(reader.GetDocument((DocumentHandle)info.Parent).Name))];
        Assert.Contains(embedded, source => source.EndsWith(".AssemblyInfo.cs", StringComparison.Ordinal));
        Assert.DoesNotContain("/_/src/ChatGateway/ChatGatewayClient.cs", embedded);
    }
}
