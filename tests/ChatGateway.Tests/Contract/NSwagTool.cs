using System.Diagnostics;
using System.Reflection;

namespace ChatGateway.Tests.Contract;

/// <summary>The pinned NSwag, as the build runs it.</summary>
internal static class NSwagTool
{
    private const string MetadataKey = "NSwagTool";

    /// <summary>Full path of <c>dotnet-nswag.dll</c>, written into the assembly by the project file.</summary>
    public static string Path { get; } = Find();

    /// <summary>Runs it in a folder and returns what it printed.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using Process process = Process.Start(new ProcessStartInfo(host, [Path, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string[] output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        string text = string.Concat(output);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"NSwag ended with {process.ExitCode}: {text}");
    }

    private static string Find()
    {
        string? path = typeof(NSwagTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == MetadataKey)?.Value;
        return path is not null && File.Exists(path)
            ? System.IO.Path.GetFullPath(path)
            : throw new InvalidOperationException($"The assembly metadata {MetadataKey} names no file: {path ?? "(none)"}.");
    }
}
