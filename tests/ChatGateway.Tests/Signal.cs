namespace ChatGateway.Tests;

/// <summary>Signals by their numbers on Linux; the first and the second are the same on every Unix.</summary>
public enum Signal
{
    /// <summary>Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>What a service manager sends.</summary>
    Terminate = 15,

    /// <summary>Goes on after <see cref="Stop"/>.</summary>
    Continue = 18,

    /// <summary>Stands still, and cannot refuse to.</summary>
    Stop = 19,
}
