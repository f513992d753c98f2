namespace ChatGateway.Tests;

/// <summary>The checkout that the tests run from.</summary>
internal static class RepositoryRoot
{
    private static readonly string[] Markers = ["Generated.sln", "nswag.json"];

    /// <summary>The full path of the repository's root folder.</summary>
    /// <remarks>Found from the test binaries: source paths are mapped away in deterministic CI builds.</remarks>
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path below the root.</summary>
    public static string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (Markers.Any(marker => File.Exists(Path.Combine(folder.FullName, marker))))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {start} holds {string.Join(" or ", Markers)}.");
    }
}
