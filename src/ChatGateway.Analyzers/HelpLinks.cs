using System.Reflection;

namespace ChatGateway.Analyzers;

/// <summary>Where the pages of the rules are: in the repository that the SDK found when it built this.</summary>
internal static class HelpLinks
{
    private const string Folder = "docs/diagnostics";

    private static readonly string? Repository = typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "RepositoryUrl")?.Value;

    /// <summary>The page of a rule; null without a known repository: an editor would open half an address all the same.</summary>
    public static string? Of(string id) => Of(Repository, id);

    /// <inheritdoc cref="Of(string)"/>
    /// <param name="repository">The repository's address; null or empty in a clone without a remote.</param>
    /// <param name="id">The rule.</param>
    public static string? Of(string? repository, string id)
    {
        if (!Uri.TryCreate(repository, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https")) return null;
        string root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        if (root.EndsWith(".git", StringComparison.Ordinal)) root = root.Substring(0, root.Length - ".git".Length);
        return $"{root}/blob/main/{Folder}/{id}.md";
    }
}
