using Xunit;

namespace ChatGateway.Tests.Package;

/// <summary>Tests over the packed packages; apart from the rest, like all that start builds.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PackageGroup : ICollectionFixture<PackedFeed>
{
    /// <summary>What test classes name to be part of it.</summary>
    public const string Name = "Packages";
}
