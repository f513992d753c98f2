namespace ChatGateway;

/// <summary>Content whose bytes are in memory, to be read without a copy.</summary>
internal interface IBufferedBody
{
    ReadOnlyMemory<byte> Body { get; }
}
