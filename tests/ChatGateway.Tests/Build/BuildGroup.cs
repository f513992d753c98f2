using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>Tests that start builds: one after the other and apart from the rest, which they would starve of processors.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BuildGroup : ICollectionFixture<GenerationBuild>
{
    /// <summary>What test classes name to be part of it.</summary>
    public const string Name = "Builds";
}
