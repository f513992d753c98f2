namespace ChatGateway;

/// <summary>Objects of the API are equal when they stand for the same JSON: member by member, their lists would be compared by reference.</summary>
internal static class WireEquality
{
    public static bool AreEqual<T>(T? left, T? right)
        where T : class, IWireWritable =>
        ReferenceEquals(left, right)
        || (left is not null && right is not null && WireDocument.Serialize(left).AsSpan().SequenceEqual(WireDocument.Serialize(right)));

    public static int HashOf<T>(T value)
        where T : class, IWireWritable
    {
        var hash = default(HashCode);
        hash.AddBytes(WireDocument.Serialize(value));
        return hash.ToHashCode();
    }
}
