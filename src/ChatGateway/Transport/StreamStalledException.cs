using System.Globalization;

namespace ChatGateway;

/// <summary>A stream was silent, or took, too long.</summary>
/// <param name="option">The option that set the limit.</param>
/// <param name="limit">The limit.</param>
/// <param name="hasBytes">Whether any byte had come: then the server was at work, and asking again queues anew.</param>
internal sealed class StreamStalledException(string option, TimeSpan limit, bool hasBytes)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{What(option)} {limit.TotalSeconds:0.###} s ({nameof(ResilienceOptions)}.{option})."))
{
    public string Option { get; } = option;

    public bool HasBytes { get; } = hasBytes;

    private static string What(string option) => option switch
    {
        nameof(ResilienceOptions.EventTimeout) => "no event came for",
        nameof(ResilienceOptions.MaxStreamDuration) => "it took longer than",
        _ => "nothing came for",
    };
}
