using System.ComponentModel;
using System.Text.Json.Serialization;

namespace ChatGateway;

/// <summary>A type of the API that <see cref="ApiJsonConverter{T}"/> reads and writes.</summary>
/// <typeparam name="T">The type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJsonConvertible<T>
    where T : IJsonConvertible<T>
{
    /// <summary>What reads and writes the type by its own reader and writer.</summary>
    static abstract JsonConverter<T> JsonConverter { get; }
}
