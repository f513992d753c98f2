using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatGateway.Benchmarks.Server;

/// <summary>
/// The other half, a process of its own so that its work does not count as the client's: writes its port, then answers on
/// loopback until its standard input ends. Bare sockets: on a small machine a server framework would take the peers' time.
/// </summary>
internal static class AnswerServer
{
    private const int Backlog = 2048;

    public static async Task<int> RunAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(Backlog);
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        // the console's own asynchronous reading blocks
        Task ended = Task.Run(Console.In.ReadToEnd);
        await Task.WhenAny(ended, AcceptAsync(listener));
        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        var book = new AnswerBook();
        for (int number = 0; ; number++)
        {
            Socket socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            _ = new AnswerConnection(socket, book, number).ServeAsync();
        }
    }
}
