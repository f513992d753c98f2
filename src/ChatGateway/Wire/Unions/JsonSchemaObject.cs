using System.Text;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>An open JSON Schema object. Immutable; converts from a <see cref="JObject"/> and from JSON text.</summary>
[JsonConverter(typeof(UnionJsonConverter<JsonSchemaObject>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<JsonSchemaObject>))]
public sealed partial class JsonSchemaObject : IEquatable<JsonSchemaObject>, IWireReadable<JsonSchemaObject>, IWireWritable, IJsonConvertible<JsonSchemaObject>
{
    private readonly JObject _schema;

    private JsonSchemaObject(JObject schema) => _schema = schema;

    /// <summary>Makes a schema of an object.</summary>
    /// <param name="schema">The object, copied.</param>
    public static implicit operator JsonSchemaObject(JObject schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new JsonSchemaObject((JObject)schema.DeepClone());
    }

    /// <summary>Makes a schema of JSON text.</summary>
    /// <param name="json">The text of a JSON object.</param>
    /// <exception cref="ArgumentException">The text is not a JSON object.</exception>
    public static implicit operator JsonSchemaObject(string json) => Parse(json);

    /// <summary>Makes a schema of JSON text.</summary>
    /// <param name="json">The text of a JSON object.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="ArgumentException">The text is not a JSON object.</exception>
    public static JsonSchemaObject Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return WireDocument.Parse<JsonSchemaObject>(Encoding.UTF8.GetBytes(json));
        }
        catch (WireFormatException e)
        {
            throw new ArgumentException($"The JSON Schema cannot be read. {e.Message}", nameof(json));
        }
    }

    /// <summary>Gives the schema as an object.</summary>
    /// <returns>A copy.</returns>
    public JObject ToJObject() => (JObject)_schema.DeepClone();

    /// <summary>Gives the schema as JSON text without blanks.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => _schema.ToString(Formatting.None);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(JsonSchemaObject? left, JsonSchemaObject? right) => WireEquality.AreEqual(left, right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(JsonSchemaObject? left, JsonSchemaObject? right) => !(left == right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is the same.</returns>
    public bool Equals(JsonSchemaObject? other) => WireEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonSchemaObject);

    /// <inheritdoc/>
    public override int GetHashCode() => WireEquality.HashOf(this);

    static JsonSchemaObject IWireReadable<JsonSchemaObject>.Read(ref WireReader reader)
    {
        reader.StartObject();
        return new JsonSchemaObject(WireTokens.ReadObject(ref reader));
    }

    static System.Text.Json.Serialization.JsonConverter<JsonSchemaObject> IJsonConvertible<JsonSchemaObject>.JsonConverter => WireJsonConverter<JsonSchemaObject>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer) => WireTokens.Write(writer, _schema);
}
