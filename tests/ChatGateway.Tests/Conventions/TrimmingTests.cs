using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Xml.Linq;
using Newtonsoft.Json;
using Xunit;

namespace ChatGateway.Tests.Conventions;

/// <summary>What keeps a trimmed app whole and free of warnings from this library, as far as it can be seen without publishing one.</summary>
public sealed class TrimmingTests
{
    private static readonly Assembly Library = typeof(ChatGatewayClient).Assembly;

    [Fact]
    public void Converters_OfNewtonsoft_KeepTheirConstructors()
    {
        using Stream descriptor = Library.GetManifestResourceStream("ILLink.Descriptors.xml")!;
        IEnumerable<string> kept =
            from type in XDocument.Load(descriptor).Descendants("type")
            where type.Elements("method").Any(method => (string?)method.Attribute("signature") == "System.Void .ctor()")
            select (string)type.Attribute("fullname")!;

        Assert.Equal(
            Library.GetTypes().Where(type => type.IsAssignableTo(typeof(JsonConverter))).Select(type => type.FullName!).Order(StringComparer.Ordinal),
            kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Records_AreKeptWholeByTheirConverter()
    {
        Type[] records = [.. Library.GetTypes().Where(type => type.GetInterface("IWireWritable") is not null && type.GetMethod("<Clone>$") is not null)];
        Assert.Contains(typeof(ChatCompletion), records);
        Assert.All(
            records.Where(type => type.GetCustomAttribute<JsonConverterAttribute>()!.ConverterType.Name == "RecordJsonConverter`1"),
            type => Assert.Equal([type], type.GetCustomAttribute<JsonConverterAttribute>()!.ConverterType.GenericTypeArguments));
    }

    /// <summary>The reason for which the warning about their bounds is suppressed.</summary>
    [Fact]
    public void RangesGivenAsText_AreOfTimeSpans_AndSuppressed()
    {
        PropertyInfo[] properties =
        [
            .. from type in Library.GetTypes()
               from property in type.GetProperties()
               where property.GetCustomAttribute<RangeAttribute>() is { Minimum: string }
               select property,
        ];
        Assert.NotEmpty(properties);
        Assert.All(properties, property =>
        {
            Assert.Equal(typeof(TimeSpan), property.GetCustomAttribute<RangeAttribute>()!.OperandType);
            Assert.Contains(
                property.DeclaringType!.GetCustomAttributes<UnconditionalSuppressMessageAttribute>(), message => message.CheckId == "IL2026");
        });
    }
}
