using System.Net;

namespace ChatGateway.Sandbox;

/// <summary>How a <see cref="SandboxGateway"/> behaves.</summary>
public sealed record SandboxOptions
{
    internal const int DefaultMaxInputTokens = 4096;
    internal const int DefaultMaxBodyBytes = 8 * 1024 * 1024;

    /// <summary>The TCP port on 127.0.0.1; 0 takes a free one.</summary>
    /// <value>Default 0.</value>
    public int Port { get; init; }

    /// <summary>Whose rules are enforced.</summary>
    /// <value>Default <see cref="SandboxRules.ChatAnywhereFree"/>.</value>
    public SandboxRules Rules { get; init; }

    /// <summary>The one key that is accepted; any other is answered with 401. Null accepts every key.</summary>
    /// <value>Default null.</value>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Whether a request without a key is answered with 401. Null lets <see cref="Rules"/> and <see cref="ApiKey"/> decide.
    /// </summary>
    /// <value>Default null: true, except under <see cref="SandboxRules.Open"/> without an <see cref="ApiKey"/>.</value>
    public bool? RequireKey { get; init; }

    /// <summary>Estimated prompt tokens from which a free key is answered with 403.</summary>
    /// <value>Default 4096, ChatAnywhere's number. Read under <see cref="SandboxRules.ChatAnywhereFree"/> only.</value>
    public int MaxInputTokens { get; init; } = DefaultMaxInputTokens;

    /// <summary>Bytes above which a request body is answered with 413.</summary>
    /// <value>Default 8 MiB.</value>
    public int MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>How long a stream waits between two chunks.</summary>
    /// <value>Default zero.</value>
    public TimeSpan ChunkDelay { get; init; }

    /// <summary>The clock for <c>created</c>, for the quota's day and for every delay.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal bool KeyIsRequired => RequireKey ?? (Rules != SandboxRules.Open || ApiKey is not null);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, IPEndPoint.MaxPort);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInputTokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBodyBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ChunkDelay, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (!Enum.IsDefined(Rules))
            throw new ArgumentOutOfRangeException(nameof(Rules), Rules, "Not one of the sandbox's rules.");
    }
}
