using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Whether and which tool the model calls: a mode, or the tools by name. Converts from the mode's text.</summary>
[JsonConverter(typeof(UnionJsonConverter<ToolChoice>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<ToolChoice>))]
public sealed class ToolChoice : IEquatable<ToolChoice>, IWireReadable<ToolChoice>, IWireWritable, IJsonConvertible<ToolChoice>
{
    private ToolChoice(string mode) => Mode = mode;

    private ToolChoice(NamedToolChoice named) => Named = named;

    /// <summary>The model calls no tool.</summary>
    public static ToolChoice None { get; } = new("none");

    /// <summary>The model decides.</summary>
    public static ToolChoice Auto { get; } = new("auto");

    /// <summary>The model calls at least one tool.</summary>
    public static ToolChoice Required { get; } = new("required");

    /// <summary>The mode: <c>none</c>, <c>auto</c>, <c>required</c>, or a gateway's own word.</summary>
    /// <value>Null when tools are named.</value>
    public string? Mode { get; }

    /// <summary>The tools by name.</summary>
    /// <value>Null when there is a mode.</value>
    public NamedToolChoice? Named { get; }

    /// <summary>Makes a mode.</summary>
    /// <param name="mode">The mode's text.</param>
    public static implicit operator ToolChoice(string mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(mode);
        return new ToolChoice(mode);
    }

    /// <summary>Makes the object form.</summary>
    /// <param name="named">The object.</param>
    public static implicit operator ToolChoice(NamedToolChoice named)
    {
        ArgumentNullException.ThrowIfNull(named);
        return new ToolChoice(named);
    }

    /// <summary>The model calls this function.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The choice.</returns>
    public static ToolChoice Function(string name) =>
        new(new NamedToolChoice { Type = ToolType.Function, FunctionName = new NamedTool { Name = NotEmpty(name) } });

    /// <summary>The model calls this custom tool (OpenAI only).</summary>
    /// <param name="name">The tool's name.</param>
    /// <returns>The choice.</returns>
    public static ToolChoice Custom(string name) =>
        new(new NamedToolChoice { Type = ToolType.Custom, CustomName = new NamedTool { Name = NotEmpty(name) } });

    /// <summary>The model may call these functions only.</summary>
    /// <param name="mode"><c>auto</c> or <c>required</c>.</param>
    /// <param name="functionNames">The functions' names.</param>
    /// <returns>The choice.</returns>
    public static ToolChoice AllowedTools(string mode, params IEnumerable<string> functionNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(mode);
        ArgumentNullException.ThrowIfNull(functionNames);
        JToken[] tools = [.. functionNames.Select(name => new JObject { ["type"] = "function", ["function"] = new JObject { ["name"] = NotEmpty(name) } })];
        return new ToolChoice(new NamedToolChoice { Type = ToolType.AllowedTools, AllowedTools = new AllowedTools { Mode = mode, Tools = tools } });
    }

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ToolChoice? left, ToolChoice? right) => WireEquality.AreEqual(left, right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ToolChoice? left, ToolChoice? right) => !(left == right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is the same.</returns>
    public bool Equals(ToolChoice? other) => WireEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ToolChoice);

    /// <inheritdoc/>
    public override int GetHashCode() => WireEquality.HashOf(this);

    static ToolChoice IWireReadable<ToolChoice>.Read(ref WireReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return new ToolChoice(reader.GetText());
        reader.Expect(JsonTokenType.StartObject, "text or an object");
        return new ToolChoice(UnionMember.Read<NamedToolChoice>(ref reader));
    }

    static System.Text.Json.Serialization.JsonConverter<ToolChoice> IJsonConvertible<ToolChoice>.JsonConverter => WireJsonConverter<ToolChoice>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer) => UnionMember.Write(writer, Mode, Named);

    private static string NotEmpty(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }
}
