using System.Reflection;

namespace ChatGateway.Analyzers;

/// <summary>Where the pages of the rules are: in the repository that the SDK found when it built this.</summary>
internal static class HelpLinks
{
    private const string Folder = "docs/diagnostics";

    private static readonly string? Repository = typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "RepositoryUrl")?.Value;

    /// <summary>The page of a rule; without a known repository, its path there.</summary>
    public static string Of(string id) => Repository is null ? $"{Folder}/{id}.md" : $"{Repository}/blob/main/{Folder}/{id}.md";
}
