using StackExchange.Redis;

namespace ChatGateway;

/// <summary>What failures of Redis are, and what they are called in a log.</summary>
internal static class RedisFailure
{
    /// <summary>Whether it means that Redis cannot be asked, rather than that the program is wrong.</summary>
    public static bool IsKnown(Exception failure) =>
        failure is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException;

    /// <summary>The type, and the kind of the failure: the words of a server and of a connection may hold more than a log should.</summary>
    public static string Describe(Exception failure)
    {
        string? kind = failure switch
        {
            // of what a script may not do a server says ERR alone
            RedisServerException said => said.Message.Contains("can't run this command", StringComparison.Ordinal) ? "NOPERM" : FirstWord(said.Message),
            RedisConnectionException lost => lost.FailureType.ToString(),
            _ => null,
        };
        return kind is null ? failure.GetType().Name : $"{failure.GetType().Name} {kind}";
    }

    // NOPERM, OOM, READONLY: servers begin with the kind, in capitals
    private static string? FirstWord(string message)
    {
        string word = message.Split(' ', 2)[0];
        return word.Length > 0 && word.All(char.IsAsciiLetterUpper) ? word : null;
    }
}
