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
        string text when Is(text, nameof(ModelAllowlist.FreeTier)) => ModelAllowlist.FreeTier,
        string text when Is(text, nameof(ModelAllowlist.PaidTier)) => ModelAllowlist.PaidTier,
        string text when Is(text, nameof(ModelAllowlist.Any)) => ModelAllowlist.Any,
        string text => ModelAllowlist.Of(
            [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(id => (ModelId)id)]),
        _ => base.ConvertFrom(context, culture, value),
    };

    private static bool Is(string text, string name) => text.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
}
