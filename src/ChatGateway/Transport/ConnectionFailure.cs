namespace ChatGateway;

/// <summary>A failure of the connection, in words.</summary>
/// <param name="What">What went wrong.</param>
/// <param name="MayPass">Whether another attempt may do better.</param>
/// <param name="IsProtocol">Whether something answered that does not speak HTTP as it should.</param>
internal sealed record ConnectionFailure(string What, bool MayPass = true, bool IsProtocol = false);
