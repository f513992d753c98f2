using System.Text.Json;

namespace ChatGateway;

/// <summary>
/// A type that comes in pieces. The accumulators join the members that the specification lists (<c>x-csharp-joined</c>); those that it
/// declares besides are the piece's others.
/// </summary>
internal interface IWirePiece
{
    /// <summary>Whether one of the others has come.</summary>
    bool HasOthers { get; }

    /// <summary>Writes the others that have come, as an object.</summary>
    void WriteOthers(Utf8JsonWriter writer);
}
