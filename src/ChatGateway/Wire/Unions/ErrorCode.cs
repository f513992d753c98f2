using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>An error's code: a word, a status line such as <c>403 FORBIDDEN</c>, or a number.</summary>
[JsonConverter(typeof(UnionJsonConverter<ErrorCode>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<ErrorCode>))]
public readonly record struct ErrorCode : IWireReadable<ErrorCode>, IWireWritable, IJsonConvertible<ErrorCode>
{
    private readonly string? _text;

    private ErrorCode(string? text, long? number)
    {
        _text = text;
        Number = number;
    }

    /// <summary>The code as text; of a number, its digits.</summary>
    public string Value => _text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>The code as a number.</summary>
    /// <value>Null when the code is text.</value>
    public long? Number { get; }

    /// <summary>Makes a code of text.</summary>
    /// <param name="code">The text.</param>
    public static implicit operator ErrorCode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new ErrorCode(code, null);
    }

    /// <summary>Makes a code of a number.</summary>
    /// <param name="code">The number.</param>
    public static implicit operator ErrorCode(long code) => new(null, code);

    /// <summary>Gives the code as text.</summary>
    /// <returns>The same as <see cref="Value"/>.</returns>
    public override string ToString() => Value;

    static ErrorCode IWireReadable<ErrorCode>.Read(ref WireReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) ? number : reader.GetText();

    static System.Text.Json.Serialization.JsonConverter<ErrorCode> IJsonConvertible<ErrorCode>.JsonConverter => WireJsonConverter<ErrorCode>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer)
    {
        if (Number is { } number) writer.WriteNumberValue(number);
        else WireText.Write(writer, Value);
    }
}
