using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChatGateway.Tests.Contract;

/// <summary>Rules for names, in the spec and in the C# that comes of it. Each rule yields its findings.</summary>
internal static partial class SpecNamingRules
{
    public static IEnumerable<string> ComponentNames(SpecDocument spec) =>
        from section in SpecDocument.Members(spec.Root["components"])
        where section.Key != "securitySchemes"
        from component in SpecDocument.Members(section.Value)
        where !PascalCase().IsMatch(component.Key)
        select $"components/{section.Key}/{component.Key} is not PascalCase";

    public static IEnumerable<string> PropertyNames(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        from property in SpecDocument.Members(schema.Json["properties"])
        where !SnakeCase().IsMatch(property.Key)
        select $"{schema.Place}.{property.Key} is not snake_case";

    public static IEnumerable<string> EnumNames(SpecDocument spec)
    {
        foreach (SpecSchema schema in spec.AllSchemas().Where(schema => schema.Json["enum"] is JsonArray))
        {
            int values = schema.Json["enum"]!.AsArray().Count;
            IReadOnlyList<string> names = SpecDocument.Texts(schema.Json["x-enumNames"]);
            if (names.Count != values)
                yield return $"{schema.Place}: {values} values but {names.Count} x-enumNames";
            foreach (IGrouping<string, string> name in names.GroupBy(name => name).Where(group => group.Count() > 1))
                yield return $"{schema.Place}: {name.Key} twice in x-enumNames";
            foreach (string name in names.Where(name => !MemberName().IsMatch(name)))
                yield return $"{schema.Place}: {name} in x-enumNames is not a C# member name";
            if (schema.Json["x-enumDescriptions"] is JsonArray descriptions && descriptions.Count != values)
                yield return $"{schema.Place}: {values} values but {descriptions.Count} x-enumDescriptions";
        }
    }

    /// <summary>C# forbids two members of one name, and a member named like its class.</summary>
    public static IEnumerable<string> MemberNames(SpecDocument spec)
    {
        foreach ((string className, JsonObject schema) in spec.Schemas)
        {
            var members = SpecDocument.Members(schema["properties"])
                .Select(property => (Property: property.Key, Name: CSharpName(property.Key, property.Value)))
                .ToList();
            foreach ((string property, string name) in members.Where(member => member.Name == className))
                yield return $"{className}.{property} gets the name of its class: {name}";
            foreach ((string property, string name) in members.Where(member => !MemberName().IsMatch(member.Name)))
                yield return $"{className}.{property}: {name} is not a C# member name";
            foreach (var clash in members.GroupBy(member => member.Name).Where(group => group.Count() > 1))
                yield return $"{className}: {string.Join(" and ", clash.Select(member => member.Property))} both get the name {clash.Key}";
        }
    }

    // what Property.Name.liquid does
    private static string CSharpName(string property, JsonObject schema)
    {
        if (schema["x-csharp-name"] is { } given)
            return given.ToString();

        string words = string.Concat(property.Select(sign => IsOfAWord(sign) ? sign : ' '));
        string name = string.Concat(words
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    private static bool IsOfAWord(char sign) =>
        char.IsAsciiDigit(sign) || char.ToUpperInvariant(sign) != char.ToLowerInvariant(sign);

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex PascalCase();

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();

    // keywords are lower case, so an upper-case start makes any of these an identifier
    [GeneratedRegex("^[A-Z_][A-Za-z0-9_]*$")]
    private static partial Regex MemberName();
}
