using System.Diagnostics;

namespace ChatGateway.Benchmarks.Server;

/// <summary>The server, as its client sees it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _port;

    private ServerProcess(Process process, string port)
    {
        _process = process;
        _port = port;
    }

    public static async Task<ServerProcess> StartAsync()
    {
        Process process = OwnProcess.Start("serve");
        string port = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server has not started.");
        return new ServerProcess(process, port);
    }

    /// <summary>The root of an API whose answers are those of a route, see <see cref="AnswerBook"/>.</summary>
    public Uri Endpoint(string route) => new($"http://127.0.0.1:{_port}/{route}/v1");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
