using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ChatGateway.Cli;

/// <summary>Whether the host is found, takes connections and shows a good certificate. Asks it nothing.</summary>
internal static class NetworkChecks
{
    private const string ProxyAdvice = "Check the network, a VPN, and the proxy settings (HTTPS_PROXY).";

    public static async Task<Finding> NameAsync(Patient patient, CancellationToken cancellationToken)
    {
        const string Check = "name";
        if (patient.Proxy is { } proxy) return Finding.Note(Check, $"left to the proxy {proxy.Host}:{proxy.Port}");
        string host = patient.Address!.IdnHost;
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(patient.Patience, TimeProvider.System, cancellationToken);
            return Finding.Ok(Check, $"{host} is {string.Join(", ", addresses.Select(address => address.ToString()))}");
        }
        catch (SocketException e)
        {
            return Finding.Failed(Check, $"{host}: {e.SocketErrorCode}", "The host's name was not found.", $"Check its spelling. {ProxyAdvice}", ExitCode.Network);
        }
        catch (TimeoutException)
        {
            return Finding.Failed(Check, $"{host}: {Silence(patient)}", "The name server does not answer.", ProxyAdvice, ExitCode.Network);
        }
    }

    public static async Task<Finding> ConnectionAsync(Patient patient, CancellationToken cancellationToken)
    {
        Uri address = patient.Address!;
        const string Check = "connection";
        if (patient.Proxy is { } proxy) return Finding.Note(Check, $"left to the proxy {proxy.Host}:{proxy.Port}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patient.Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.IdnHost, address.Port, limit.Token);
            if (address.Scheme == "http") return Finding.Ok(Check, $"port {address.Port} takes connections, without encryption");
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, limit.Token);
            return Finding.Ok(Check, $"port {address.Port}, {tls.SslProtocol}, certificate of {tls.RemoteCertificate?.Subject}");
        }
        catch (SocketException e)
        {
            return Finding.Failed(Check, $"port {address.Port}: {e.SocketErrorCode}", "Nothing takes connections there, or something on the way forbids them.", $"Check the port. {ProxyAdvice}", ExitCode.Network);
        }
        catch (AuthenticationException e)
        {
            return Finding.Failed(Check, e.Message, "The certificate is not good for this host: a proxy that looks into connections, or another host.", "Trust the proxy's certificate on this machine, or check the address.", ExitCode.Network);
        }
        catch (IOException e)
        {
            return Finding.Failed(Check, e.Message, "The connection broke while it was encrypted: no TLS is spoken there, or something on the way forbids it.", $"Check the port, and https or http. {ProxyAdvice}", ExitCode.Network);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed(Check, $"port {address.Port}: {Silence(patient)}", "Packets are lost on the way.", ProxyAdvice, ExitCode.Network);
        }
    }

    // seconds as --timeout takes them, whatever the language of the machine
    private static string Silence(Patient patient) => string.Create(CultureInfo.InvariantCulture, $"no answer within {patient.Patience.TotalSeconds} s");
}
