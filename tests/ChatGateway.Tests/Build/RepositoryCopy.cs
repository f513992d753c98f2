namespace ChatGateway.Tests.Build;

/// <summary>The sources of this repository in a folder of its own, without build output and without git.</summary>
internal sealed class RepositoryCopy
{
    private static readonly string[] Skipped = ["bin", "obj"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatgateway-copy-");

    public RepositoryCopy()
    {
        // in a git worktree .git is a file, and a copy of it would commit to the real repository
        foreach (string file in Directory.EnumerateFiles(RepositoryRoot.Folder).Where(file => Path.GetFileName(file) != ".git"))
            File.Copy(file, At(Path.GetFileName(file)));
        CopyFolder("spec");
        CopyFolder("src");
    }

    /// <summary>Its root.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A path below the root.</summary>
    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Removes it.</summary>
    public void Delete() => _folder.Delete(recursive: true);

    private void CopyFolder(string relative)
    {
        string source = RepositoryRoot.At(relative);
        Directory.CreateDirectory(At(relative));
        foreach (string file in Directory.EnumerateFiles(source))
            File.Copy(file, At(relative, Path.GetFileName(file)));
        foreach (string name in Directory.EnumerateDirectories(source).Select(folder => Path.GetFileName(folder)).Except(Skipped))
            CopyFolder(Path.Combine(relative, name));
    }
}
