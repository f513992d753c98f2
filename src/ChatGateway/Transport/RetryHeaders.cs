namespace ChatGateway;

/// <summary>What an answer says of retrying it.</summary>
internal readonly record struct RetryHeaders(TimeSpan? RetryAfter, bool? ShouldRetry);
