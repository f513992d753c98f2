using System.Text.Json;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>The deprecated form of <see cref="ToolChoice"/>: <c>none</c>, <c>auto</c>, or a function. Converts from the mode's text.</summary>
[JsonConverter(typeof(UnionJsonConverter<FunctionCallOption>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<FunctionCallOption>))]
public sealed class FunctionCallOption : IEquatable<FunctionCallOption>, IWireReadable<FunctionCallOption>, IWireWritable, IJsonConvertible<FunctionCallOption>
{
    private FunctionCallOption(string mode) => Mode = mode;

    private FunctionCallOption(NamedTool function) => Named = function;

    /// <summary>The mode: <c>none</c> or <c>auto</c>.</summary>
    /// <value>Null when a function is named.</value>
    public string? Mode { get; }

    /// <summary>The function to call.</summary>
    /// <value>Null when there is a mode.</value>
    public NamedTool? Named { get; }

    /// <summary>Makes a mode.</summary>
    /// <param name="mode">The mode's text.</param>
    public static implicit operator FunctionCallOption(string mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(mode);
        return new FunctionCallOption(mode);
    }

    /// <summary>The model calls this function.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The option.</returns>
    public static FunctionCallOption Function(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new FunctionCallOption(new NamedTool { Name = name });
    }

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(FunctionCallOption? left, FunctionCallOption? right) => WireEquality.AreEqual(left, right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(FunctionCallOption? left, FunctionCallOption? right) => !(left == right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is the same.</returns>
    public bool Equals(FunctionCallOption? other) => WireEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FunctionCallOption);

    /// <inheritdoc/>
    public override int GetHashCode() => WireEquality.HashOf(this);

    static FunctionCallOption IWireReadable<FunctionCallOption>.Read(ref WireReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return new FunctionCallOption(reader.GetText());
        reader.Expect(JsonTokenType.StartObject, "text or an object");
        return new FunctionCallOption(UnionMember.Read<NamedTool>(ref reader));
    }

    static System.Text.Json.Serialization.JsonConverter<FunctionCallOption> IJsonConvertible<FunctionCallOption>.JsonConverter => WireJsonConverter<FunctionCallOption>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer) => UnionMember.Write(writer, Mode, Named);
}
