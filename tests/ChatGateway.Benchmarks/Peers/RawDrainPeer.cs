using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using ChatGateway.Benchmarks.Answers;

namespace ChatGateway.Benchmarks.Peers;

/// <summary>The floor: the same request, the answer's bytes read and thrown away. What it costs is no client library's doing.</summary>
internal sealed class RawDrainPeer(Uri endpoint) : IPeer
{
    /// <summary>An event is far smaller than an answer, and a stream holds its buffer for long.</summary>
    private const int EventBuffer = 4 * 1024;

    private const int AnswerBuffer = 16 * 1024;

    private readonly HttpClient _client = new();
    private readonly Uri _chat = new($"{endpoint}/chat/completions");
    private readonly Uri _embeddings = new($"{endpoint}/embeddings");
    private readonly byte[] _completeBody = ChatBody(isStream: false);
    private readonly byte[] _streamBody = ChatBody(isStream: true);
    private byte[]? _embedBody;

    public async Task ReadStreamAsync(StreamAnswer expected, Action<int>? onDelta = null) =>
        AnswerCheck.Equal(expected.Bytes, await DrainAsync(_chat, _streamBody, EventBuffer, onDelta), "bytes");

    public async Task CompleteAsync(ChatAnswer expected) =>
        AnswerCheck.Equal(expected.Body.Length, await DrainAsync(_chat, _completeBody, AnswerBuffer), "bytes");

    public async Task EmbedAsync(EmbeddingsAnswer expected) =>
        AnswerCheck.Equal(expected.Base64Bytes, await DrainAsync(_embeddings, _embedBody ??= EmbedBody(), AnswerBuffer), "bytes");

    public void Dispose() => _client.Dispose();

    private static byte[] ChatBody(bool isStream) => Encoding.UTF8.GetBytes(
        $$"""{"model":"{{Prompt.ChatModel}}","messages":[{"role":"system","content":"{{Prompt.System}}"},{"role":"user","content":"{{Prompt.User}}"}]{{(isStream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "")}}}""");

    private static byte[] EmbedBody() => Encoding.UTF8.GetBytes(
        $$"""{"model":"{{Prompt.EmbeddingModel}}","input":[{{string.Join(',', EmbeddingsAnswer.Inputs.Select(AnswerJson.Text))}}],"encoding_format":"base64"}""");

    private async Task<long> DrainAsync(Uri address, byte[] body, int bufferSize, Action<int>? onFirstByte = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Prompt.Key);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using Stream stream = await response.Content.ReadAsStreamAsync();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(bufferSize);
        try
        {
            long bytes = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                if (bytes == 0) onFirstByte?.Invoke(0);
                bytes += read;
            }
            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
