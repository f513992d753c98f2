using System.IO.Compression;

namespace ChatGateway;

/// <summary>
/// Opens a body, decoded. Compression is not asked for, since it makes servers hold events back; some send it unasked. (The
/// platform's own decoding asks for it in every request.)
/// </summary>
internal static class DecodedContent
{
    public static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken) =>
        content.Headers.NonValidated.Contains("Content-Encoding") ? DecodeAsync(content, cancellationToken) : content.ReadAsStreamAsync(cancellationToken);

    private static async Task<Stream> DecodeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        // listed in the order in which they were applied
        foreach (string coding in content.Headers.ContentEncoding.Reverse()) body = Decode(body, coding);
        return body;
    }

    private static Stream Decode(Stream body, string coding) => coding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new DecodingStream(new GZipStream(body, CompressionMode.Decompress)),
        "deflate" => new DecodingStream(new ZLibStream(body, CompressionMode.Decompress)),
        "br" => new DecodingStream(new BrotliStream(body, CompressionMode.Decompress)),
        _ => body,
    };
}
