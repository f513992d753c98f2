using System.Net.Sockets;
using System.Security.Authentication;

namespace ChatGateway;

/// <summary>Tells failures of the connection from other exceptions, and puts them into words.</summary>
internal static class ConnectionFailures
{
    /// <summary>What went wrong, or null when it was not the connection.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host name could not be resolved.",
        HttpRequestException { InnerException: AuthenticationException } => "TLS failed; the certificate may be wrong.",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "the connection was refused.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection could be made.",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection was closed before the answer.",
        HttpRequestException or HttpIOException or IOException or SocketException => "the connection broke.",
        // a connect time-out, or one of the caller's HttpClient, surfaces as a cancellation that nobody asked for
        OperationCanceledException { InnerException: TimeoutException } => "a time limit of the connection or of the HttpClient ran out.",
        _ => null,
    };
}
