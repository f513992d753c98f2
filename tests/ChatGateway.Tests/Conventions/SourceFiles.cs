namespace ChatGateway.Tests.Conventions;

/// <summary>The hand-written source files of a project.</summary>
internal static class SourceFiles
{
    public static IEnumerable<string> Of(string project) => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal)
            && !Path.GetRelativePath(project, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
}
