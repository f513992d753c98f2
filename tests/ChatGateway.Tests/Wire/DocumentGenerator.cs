using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.InteropServices;
using CsCheck;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Wire;

/// <summary>
/// Generates JSON documents of a record by its members' types: any subset of members, unknown ones besides, nulls where the
/// specification allows them. Lone surrogates are left out: Newtonsoft replaces them, the readers keep them.
/// </summary>
internal static class DocumentGenerator
{
    private const int MaxDepth = 4;

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 12],
        Gen.OneOfConst("", "你好", "🙂", "a\"b\\c/d\n\t\u0001", "\u2028", "2024-01-01T00:00:00Z", "null", "1.0", "\u00e9\ud83d\ude42"));

    private static readonly Gen<JToken> Unknown = Gen.OneOf(
        Text.Select(text => (JToken)new JValue(text)),
        Gen.Int.Select(number => (JToken)new JValue(number)),
        Gen.Double[-1e6, 1e6].Select(number => (JToken)new JValue(number)),
        Gen.Bool.Select(flag => (JToken)new JValue(flag)),
        Gen.Const((JToken)JValue.CreateNull()),
        Gen.Select(Text, Gen.Int).Select((text, number) => (JToken)new JObject { ["a"] = text, ["b"] = new JArray(number, JValue.CreateNull()) }));

    public static Gen<JObject> For(Type record) => Record(record, 0).Select(token => (JObject)token);

    private static Gen<JToken> Record(Type record, int depth)
    {
        List<Gen<(string, JToken?)>> members = [];
        foreach (PropertyInfo property in record.GetProperties())
        {
            if (property.GetCustomAttribute<JsonPropertyAttribute>() is not { PropertyName: { } name }) continue;
            Gen<JToken>? value = Value(property.PropertyType, depth);
            if (value is null) continue;
            bool isRequired = property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
            members.Add(isRequired
                ? value.Select(token => (name, (JToken?)token))
                : Gen.Frequency(
                    (5, value.Select(token => (JToken?)token)),
                    (4, Gen.Const((JToken?)null)),
                    (1, Gen.Const((JToken?)JValue.CreateNull()))).Select(token => (name, (JToken?)token)));
        }
        Gen<(string, JToken?)[]> unknown = Gen.Select(Gen.OneOfConst("x_unknown", "未知", "with \"quote\""), Unknown)
            .Select((name, value) => (name, (JToken?)value)).Array[0, 2];
        return Gen.Select(Sequence(members), unknown).Select((known, extra) =>
        {
            var document = new JObject();
            foreach ((string name, JToken? value) in known.Concat(extra))
            {
                if (value is not null) document[name] = value.DeepClone();
            }
            return (JToken)document;
        });
    }

    private static Gen<JToken>? Value(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return Text.Select(text => (JToken)new JValue(text));
        if (type == typeof(int)) return Gen.Int.Select(number => (JToken)new JValue(number));
        if (type == typeof(long)) return Gen.Long.Select(number => (JToken)new JValue(number));
        if (type == typeof(double)) return Gen.Double[-1e9, 1e9].Select(number => (JToken)new JValue(number));
        if (type == typeof(bool)) return Gen.Bool.Select(flag => (JToken)new JValue(flag));
        if (type == typeof(JToken)) return Unknown;
        if (type.IsValueType) return Text.Where(text => text.Length > 0).Select(text => (JToken)new JValue(text));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
            return Value(type.GenericTypeArguments[1], depth) is { } item ? Map(item) : null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return depth < MaxDepth && Value(type.GenericTypeArguments[0], depth + 1) is { } item ? List(item) : null;
        if (type.IsClass && type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)) return depth < MaxDepth ? Record(type, depth + 1) : null;
        return Union(type, depth);
    }

    private static Gen<JToken>? Union(Type type, int depth) => type.Name switch
    {
        nameof(MessageContent) => depth < MaxDepth
            ? Gen.OneOf(Value(typeof(string), depth)!, List(Record(typeof(ChatContentPart), MaxDepth)))
            : Value(typeof(string), depth),
        nameof(StopSequences) or nameof(EmbeddingInput) => Gen.OneOf(Value(typeof(string), depth)!, List(Value(typeof(string), depth)!)),
        nameof(ToolChoice) => Gen.OneOf(Value(typeof(string), depth)!, Record(typeof(NamedToolChoice), depth + 1)),
        nameof(FunctionCallOption) => Gen.OneOf(Value(typeof(string), depth)!, Record(typeof(NamedTool), depth + 1)),
        nameof(AudioVoice) => Gen.OneOf(Value(typeof(string), depth)!, Record(typeof(AudioReference), depth + 1)),
        nameof(JsonSchemaObject) => Map(Unknown),
        nameof(EmbeddingVector) => Gen.OneOf(
            List(Gen.Int[-1000, 1000].Select(number => (JToken)new JValue(number / 8.0))),
            // any bits but those of no number, which are refused
            Gen.Float.Where(float.IsFinite).Array[0, 2].Select(numbers => (JToken)new JValue(Convert.ToBase64String(MemoryMarshal.AsBytes<float>(numbers))))),
        _ => throw new NotSupportedException($"{type.Name} is no union that the generator knows."),
    };

    private static Gen<JToken> List(Gen<JToken> item) => item.Array[0, 3].Select(items => (JToken)new JArray(items.Where(token => token.Type != JTokenType.Null)));

    private static Gen<JToken> Map(Gen<JToken> item) => Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 5], item).Array[0, 3].Select(pairs =>
    {
        var map = new JObject();
        foreach ((string name, JToken value) in pairs) map[name] = value.DeepClone();
        return (JToken)map;
    });

    private static Gen<T[]> Sequence<T>(IEnumerable<Gen<T>> gens) =>
        gens.Aggregate(Gen.Const(Array.Empty<T>()), (all, next) => Gen.Select(all, next).Select((head, tail) => (T[])[.. head, tail]));
}
