using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Rows 22 to 32 of the fault table: connections.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task Row22_UnknownHost_IsRetried_Typed()
    {
        using ChatGatewayClient client = Fast.Client([new Uri("https://no-such-host.invalid/v1")]);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(3, error.Attempts);
    }

    [Fact]
    public async Task Row23_Refused_IsRetried_Typed()
    {
        using ChatGatewayClient client = Fast.Client([await NobodyAsync()]);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(3, error.Attempts);
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row24_Reset_IsRetried()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Reset, Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal(2, (await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts);
    }

    [Fact]
    public async Task Row25_CloseBeforeHeaders_IsRetried_Typed()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Raw(""));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(3, error.Attempts);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Row26_GarbageStatusLine_IsProtocolException()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
        using ChatGatewayClient client = Fast.Client(server);

        await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Row27_HugeHeaders_AreProtocolException()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Raw($"HTTP/1.1 200 OK\r\nx-big: {new string('x', 70_000)}\r\nContent-Length: 0\r\n\r\n"));
        using ChatGatewayClient client = Fast.Client(server);

        await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Row28_StalledTlsHandshake_IsRetried()
    {
        // accepts, and never says hello
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using ChatGatewayClient client = Fast.Client(
            [new Uri($"https://{listener.LocalEndpoint}/v1")], options => options.Resilience.ConnectTimeout = TimeSpan.FromMilliseconds(200));

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(3, error.Attempts);
        listener.Stop();
    }

    [Fact]
    public async Task Row29_BadCertificate_IsSentOnce()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=elsewhere.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int handshakes = 0;
        Task serving = ServeAsync();
        using ChatGatewayClient client = Fast.Client([new Uri($"https://{listener.LocalEndpoint}/v1")]);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));
        listener.Stop();
        await serving;

        Assert.Equal(1, error.Attempts);
        Assert.Equal(1, handshakes);
        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);

        async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using System.Net.Sockets.TcpClient peer = await listener.AcceptTcpClientAsync();
                    handshakes++;
                    using var tls = new SslStream(peer.GetStream());
                    try
                    {
                        await tls.AuthenticateAsServerAsync(certificate);
                        await tls.ReadExactlyAsync(new byte[1]);
                    }
                    catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
                    {
                        // the client hangs up, as it should
                    }
                }
            }
            catch (Exception e) when (e is System.Net.Sockets.SocketException or InvalidOperationException)
            {
                // stopped, before or while it waited
            }
        }
    }

    [Fact]
    public async Task PortWithoutTls_IsNamed()
    {
        // as web servers answer what is no request to them
        await using ScriptedServer server = ScriptedServer.Start(connection => connection.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
        using ChatGatewayClient client = Fast.Client([new UriBuilder(server.Endpoint) { Scheme = "https" }.Uri]);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("http://", error.Diagnosis.Advice, StringComparison.Ordinal);
        Assert.Equal(1, error.Attempts);
    }

    [Fact]
    public async Task TimeoutOfAnHttpClient_IsNamed()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Stall);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(0.3) };
        using var client = new ChatGatewayClient(http, new ChatGatewayOptions { Endpoints = [server.Endpoint], Resilience = { MaxRetries = 0 } });

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(DiagnosisCause.TimedOut, error.Diagnosis.Cause);
        Assert.Contains("HttpClient.Timeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row30_StalledHeaders_TimeOut_AndAreRetried()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Stall, Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Resilience.AttemptTimeout = TimeSpan.FromSeconds(1);
            options.MayStandStill();
        });

        Assert.InRange((await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts, 2, 5);
    }

    [Fact]
    public async Task Row31_CancelledBefore_SendsNothing()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CompleteChatAsync(TestClient.Request(), cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CompleteChatStreamingAsync(TestClient.Request(), cancellation.Token).ReadAllAsync());

        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public async Task Row32_CancelledDuringBackoff_SendsNoMore()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(429, ("Retry-After", "30")));
        using ChatGatewayClient client = Fast.Client(server);
        using var cancellation = new CancellationTokenSource();

        Task<ChatCompletion> call = client.CompleteChatAsync(TestClient.Request(), cancellation.Token);
        while (server.Requests.Count == 0) await Task.Yield();
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(100));

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Trap_EndpointDown_AnswerComesFromTheOther()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var options = new ChatGatewayOptions { Endpoints = [await NobodyAsync(), server.Endpoint] };
        using var client = new ChatGatewayClient(options);
        long start = Stopwatch.GetTimestamp();

        ChatCompletion completion = await client.CompleteChatAsync(TestClient.Request());

        Assert.Equal(server.Endpoint, completion.Response!.Endpoint);
        Assert.True(Stopwatch.GetElapsedTime(start) < options.Resilience.ConnectTimeout + TimeSpan.FromSeconds(1));
    }

    internal static async Task<Uri> NobodyAsync()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        return server.Endpoint;
    }
}
