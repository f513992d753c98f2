using System.Reflection;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Wire;

/// <summary>The generated records, and both ways to read and write them.</summary>
internal static class WireTypes
{
    /// <summary>As users serialise: no settings but that text stays text.</summary>
    private static readonly JsonSerializerSettings Settings = new() { DateParseHandling = DateParseHandling.None };

    public static IReadOnlyList<Type> Records { get; } =
    [
        .. typeof(ChatCompletion).Assembly.GetTypes()
            .Where(type => type.IsClass && type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null
                && typeof(IWireWritable).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Reads with the generated reader.</summary>
    public static object Read(Type type, string json) => Generic(nameof(ReadAs), type, Encoding.UTF8.GetBytes(json))!;

    /// <summary>Writes with the generated writer.</summary>
    public static string Write(object value) => Encoding.UTF8.GetString(WireDocument.Serialize((IWireWritable)value));

    public static object ReadByNewtonsoft(Type type, string json) => JsonConvert.DeserializeObject(json, type, Settings)!;

    public static string WriteByNewtonsoft(object value) => JsonConvert.SerializeObject(value, Settings);

    /// <summary>Brings JSON into one form: members sorted, numbers by value.</summary>
    public static string Canonical(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Double };
        return Sort(JToken.ReadFrom(reader)).ToString(Formatting.Indented);
    }

    private static object ReadAs<T>(byte[] json)
        where T : IWireReadable<T> => WireDocument.Parse<T>(json);

    private static object? Generic(string method, Type type, params object[] arguments)
    {
        MethodInfo generic = typeof(WireTypes).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
        return generic.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static JToken Sort(JToken token) => token switch
    {
        JObject value => new JObject(value.Properties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new JProperty(p.Name, Sort(p.Value)))),
        JArray list => new JArray(list.Select(Sort)),
        // 1 and 1.0 are the same number
        JValue { Value: double number } when Math.Truncate(number) == number && Math.Abs(number) < 1e15 => new JValue((long)number),
        _ => token.DeepClone(),
    };
}
