namespace ChatGateway.Tests.Servers;

/// <summary>The client closed or reset the connection while the script still wanted it: expected in fault tests.</summary>
internal sealed class ClientGoneException(Exception? innerException = null)
    : IOException("The client closed the connection.", innerException);
