namespace ChatGateway.Cli;

/// <summary>The kinds of models as the catalogue's source spells them: <c>image-chat</c>.</summary>
internal static class KindName
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ModelKind>().Select(Of)];

    public static string Of(ModelKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    public static ModelKind? Parse(string name) =>
        Enum.GetValues<ModelKind>().Cast<ModelKind?>().FirstOrDefault(kind => Of(kind!.Value).Equals(name, StringComparison.OrdinalIgnoreCase));
}
