using System.Collections;

namespace ChatGateway;

/// <summary>The bytes of a token, packed: an answer with log probabilities has thousands of them, each a few bytes long. Immutable.</summary>
internal sealed class TokenBytes : IReadOnlyList<int>
{
    public const int MaxCount = sizeof(ulong);

    private readonly ulong _packed;

    public TokenBytes(ulong packed, int count)
    {
        _packed = packed;
        Count = count;
    }

    public int Count { get; }

    public int this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return (int)(_packed >> (index * 8)) & 0xFF;
        }
    }

    public bool Is(ulong packed, int count) => _packed == packed && Count == count;

    public IEnumerator<int> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
