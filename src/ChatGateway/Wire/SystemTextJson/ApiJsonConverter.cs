using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatGateway;

/// <summary>
/// Lets System.Text.Json read and write the types of the API. Public for the code that its source generator makes in other assemblies,
/// which needs no reflection: every type names it already.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ApiJsonConverter<T> : JsonConverter<T>
    where T : IJsonConvertible<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.JsonConverter.Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => T.JsonConverter.Write(writer, value, options);

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.JsonConverter.ReadAsPropertyName(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        T.JsonConverter.WriteAsPropertyName(writer, value, options);
}
