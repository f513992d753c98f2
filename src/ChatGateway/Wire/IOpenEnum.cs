namespace ChatGateway;

/// <summary>A generated string struct with known members, open for other values.</summary>
internal interface IOpenEnum<T> : IWireReadable<T>, IWireWritable
    where T : struct, IOpenEnum<T>
{
    string Value { get; }

    static abstract implicit operator T(string value);
}
