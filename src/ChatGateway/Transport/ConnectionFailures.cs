using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ChatGateway;

/// <summary>Tells failures of the connection from other exceptions, and puts them into words.</summary>
internal static class ConnectionFailures
{
    /// <summary>Whether the connection was never made, so that the gateway cannot have counted the request.</summary>
    /// <param name="exception">What the socket or an HttpClient threw.</param>
    public static bool IsUnsent(Exception? exception) => exception switch
    {
        HttpRequestException e => e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        OperationCanceledException { InnerException: TimeoutException } => !ConnectionRows.IsHttpClientTimeout(exception),
        _ => false,
    };

    /// <summary>The exception without the address of the proxy, which may hold its password.</summary>
    public static Exception? WithoutSecrets(Exception? exception) => exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } e
        ? new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy did not open a tunnel to the endpoint.", null, e.StatusCode)
        : exception;

    /// <summary>What went wrong, or null when it was not the connection.</summary>
    public static ConnectionFailure? Describe(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new("the host name could not be resolved."),
        // a certificate does not get better by asking again
        HttpRequestException { InnerException: AuthenticationException } => new("TLS failed.", MayPass: false),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new("the connection was refused."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new("The headers are too long.", MayPass: false, IsProtocol: true),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new("The status line or a header is malformed.", MayPass: false, IsProtocol: true),
        // wrong credentials do not get better by asking again, and may close an account
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.Forbidden } =>
            new("the proxy refused to connect.", MayPass: false),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => new("the proxy did not connect."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new("no connection could be made."),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => new("the connection was closed before the answer."),
        HttpRequestException or IOException or SocketException => new("the connection broke."),
        // a compressed body that is cut or garbled
        InvalidDataException => new("the compressed body is damaged."),
        _ when ConnectionRows.IsHttpClientTimeout(exception) => new("HttpClient.Timeout ran out."),
        // a connect time-out surfaces as a cancellation that nobody asked for
        OperationCanceledException { InnerException: TimeoutException } => new("no connection could be made in time."),
        OperationCanceledException => new("the HttpClient cancelled the request."),
        // handlers of the caller's own; ours stand above this place
        Polly.ExecutionRejectedException => new("a resilience handler of the HttpClient rejected the request.", MayPass: false),
        _ => null,
    };
}
