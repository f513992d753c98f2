namespace ChatGateway;

/// <summary>A type that reads itself from the wire.</summary>
internal interface IWireReadable<T>
    where T : IWireReadable<T>
{
    /// <summary>Whether an array is a value of the type. Where it is not, an empty one means none: PHP writes an empty object so.</summary>
    static virtual bool ReadsArrays => false;

    /// <summary>Reads a value; the reader stands on its first token, which is not null, and is left on its last.</summary>
    static abstract T Read(ref WireReader reader);
}
