using System.ComponentModel;
using System.Globalization;

namespace ChatGateway;

/// <summary>Lets configuration bind an allowlist.</summary>
internal sealed class ModelAllowlistTypeConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value switch
    {
        string text when Is(text, nameof(ModelAllowlist.FreeTier)) || Is(text, nameof(KeyTier.Free)) => ModelAllowlist.FreeTier,
        string text when Is(text, nameof(ModelAllowlist.PaidTier)) || Is(text, nameof(KeyTier.Paid)) => ModelAllowlist.PaidTier,
        string text when Is(text, nameof(ModelAllowlist.Any)) => ModelAllowlist.Any,
        string text => ModelAllowlist.Of(
            [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Id)]),
        _ => base.ConvertFrom(context, culture, value),
    };

    private static ModelId Id(string text) => text.AsSpan().ContainsAny(" \t;|")
        ? throw new FormatException($"\"{text}\" is no model id: ids are separated by commas.")
        : (ModelId)text;

    private static bool Is(string text, string name) => text.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
}
