using System.Reflection;
using Newtonsoft.Json;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>The names of the JSON members that the public types declare.</summary>
internal static class DeclaredMembers
{
    private static readonly (string Name, Type Record, Type Value)[] All =
    [
        .. from type in typeof(ChatCompletion).Assembly.GetExportedTypes()
           from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           let name = property.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName
           where name is not null
           select (name, type, ItemOf(property.PropertyType)),
    ];

    private static readonly HashSet<string> Exact = [.. All.Select(member => member.Name)];
    private static readonly HashSet<string> AnyCase = new(Exact, StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<(string Parent, string Name)> Pairs =
    [
        .. from parent in All
           join member in All on parent.Value equals member.Record
           select (parent.Name, member.Name),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Exact.Order(StringComparer.Ordinal)];

    /// <summary>Whether a record declares a name; of the outermost record, whether any does.</summary>
    /// <param name="parent">The member that the record is the value of; null for the outermost record.</param>
    /// <param name="name">The name.</param>
    public static bool Contains(string? parent, string name) => parent is null ? Exact.Contains(name) : Pairs.Contains((parent, name));

    /// <summary>Whether a name is declared in other letters.</summary>
    public static bool IsMisspelt(string name) => AnyCase.Contains(name) && !Exact.Contains(name);

    private static Type ItemOf(Type type) => type.IsGenericType ? type.GenericTypeArguments[^1] : type;
}
