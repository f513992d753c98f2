using System.Diagnostics;
using System.Text;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>Runs the built tool as a process of its own, with none of this machine's settings.</summary>
internal sealed class CliProcess : IDisposable
{
    /// <summary>A well-formed key of nobody's.</summary>
    public const string Key = "sk-Q7testkeyofnobodyW2x9";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Foreign = ["CHATGATEWAY_", "OPENAI_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "LC_", "LANG"];
    private static readonly string Data = Path.Combine(Path.GetTempPath(), $"chatgw-tests-{Environment.ProcessId}");

    private readonly Process _process;
    private readonly MemoryStream _output = new();
    private readonly Task<string> _error;
    private bool _isOutputClosed;

    static CliProcess() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
    };

    private CliProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What has been read of stdout so far.</summary>
    public string Output => Utf8.GetString(_output.ToArray());

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<CliResult> RunAsync(
        string[] arguments, Uri? endpoint = null, string? key = null, string input = "", params (string Name, string Value)[] environment)
    {
        using CliProcess cli = Start(arguments, endpoint, key, environment);
        await cli.SendInputAsync(input);
        return await cli.WaitAsync();
    }

    /// <summary>Starts the tool with an open stdin.</summary>
    public static CliProcess Start(string[] arguments, Uri? endpoint = null, string? key = null, params (string Name, string Value)[] environment)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "chatgw.dll");
        // a test run in the background ignores Ctrl-C and would hand that down
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], tool, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            WorkingDirectory = Path.GetTempPath(),
        };
        SetUp(start.Environment, endpoint, key);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return new CliProcess(Process.Start(start)!);
    }

    /// <summary>Takes this machine's settings out, and puts the test's in.</summary>
    public static void SetUp(IDictionary<string, string?> environment, Uri? endpoint, string? key)
    {
        foreach (string name in environment.Keys.ToArray())
        {
            if (Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))) environment.Remove(name);
        }
        if (endpoint is not null) environment["CHATGATEWAY_ENDPOINT"] = endpoint.ToString();
        if (key is not null) environment["CHATGATEWAY_API_KEY"] = key;
        // what a run remembers ends with the test run
        environment["XDG_DATA_HOME"] = Data;
    }

    /// <summary>Pipes a text in and ends it.</summary>
    public async Task SendInputAsync(string input)
    {
        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // the tool has ended without reading, as on a wrong command line
        }
    }

    /// <summary>Reads stdout until it holds <paramref name="text"/>.</summary>
    public async Task ReadUntilAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[1024];
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            int count = await _process.StandardOutput.BaseStream.ReadAsync(buffer, limit.Token);
            if (count == 0) Assert.Fail($"stdout ended without '{text}': {await _error}");
            _output.Write(buffer, 0, count);
        }
    }

    /// <summary>Stops reading stdout, as <c>head</c> does.</summary>
    public void CloseOutput()
    {
        _isOutputClosed = true;
        _process.StandardOutput.BaseStream.Dispose();
    }

    public void Send(Signal signal) => Signals.Send(_process, signal);

    /// <summary>Waits for the end. In no case may a stream hold the key.</summary>
    public async Task<CliResult> WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        if (!_isOutputClosed) await _process.StandardOutput.BaseStream.CopyToAsync(_output, limit.Token);
        string error = await _error.WaitAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        var result = new CliResult(_process.ExitCode, Output, error);
        Assert.DoesNotContain('\uFEFF', result.Output + result.Error);
        Assert.DoesNotContain(Key, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        return result;
    }

    public void Dispose()
    {
        // a failed test leaves nothing behind
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        _output.Dispose();
    }
}
