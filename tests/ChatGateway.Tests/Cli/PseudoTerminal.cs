using System.Diagnostics;
using System.Text;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>The tool in a real pseudo-terminal, as somebody types to it; util-linux's script makes one.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    public const string CtrlC = "\u0003";
    public const string CtrlD = "\u0004";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;

    private PseudoTerminal(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static PseudoTerminal Start(string arguments, Uri endpoint, string key, params (string Name, string Value)[] environment)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "chatgw.dll");
        // a job in the background ignores Ctrl-C and hands that on; who sits at a terminal has no such tool. The shell makes way: it
        // would get the Ctrl-C, too, and end by it
        string command = $"exec env --default-signal=INT dotnet '{tool}' {arguments}";
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["TERM"] = "xterm";
        start.Environment.Remove("NO_COLOR");
        // script runs the command in this shell, and not every one understands the quotes
        start.Environment["SHELL"] = "/bin/sh";
        CliProcess.SetUp(start.Environment, endpoint, key);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return new PseudoTerminal(Process.Start(start)!);
    }

    public string Screen
    {
        get
        {
            lock (_screen) return _screen.ToString();
        }
    }

    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the screen shows a text so many times.</summary>
    public async Task SeeAsync(string text, int times = 1)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            // asked before the look: after the end there is nothing more to see
            bool isOver = Stopwatch.GetElapsedTime(start) > Patience || (_process.HasExited && _reading.IsCompleted);
            if (Screen.Split(text).Length - 1 >= times) return;
            if (isOver) Assert.Fail($"'{text}' did not come {times} times:\n{Screen}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[1024];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_screen) _screen.Append(buffer, 0, count);
        }
    }
}
