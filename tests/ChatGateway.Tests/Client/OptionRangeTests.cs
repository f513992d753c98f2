using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>The quick look at ranges agrees with the attributes that document them, at both ends of every range.</summary>
public sealed class OptionRangeTests
{
    /// <summary>The paths of all ranges: an object of the options and its property.</summary>
    public static TheoryData<string, string> Ranges()
    {
        var ranges = new TheoryData<string, string>();
        foreach (PropertyInfo part in typeof(ChatGatewayOptions).GetProperties().Where(part => part.IsDefined(typeof(ValidateObjectMembersAttribute))))
        {
            foreach (PropertyInfo property in part.PropertyType.GetProperties().Where(property => property.IsDefined(typeof(RangeAttribute))))
                ranges.Add(part.Name, property.Name);
        }
        return ranges;
    }

    [Fact]
    public void Hold_DefaultOptions_IsTrue() => Assert.True(OptionRanges.Hold(new ChatGatewayOptions()));

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Hold_EndsOfARange_AgreesWithItsAttribute(string part, string name)
    {
        RangeAttribute range = PropertyOf(part, name).GetCustomAttribute<RangeAttribute>()!;
        (object minimum, object below) = EndOf(range.OperandType, range.Minimum, -1);
        (object maximum, object above) = EndOf(range.OperandType, range.Maximum, 1);

        Assert.True(Holds(part, name, minimum));
        Assert.True(Holds(part, name, maximum));
        Assert.False(Holds(part, name, below));
        Assert.False(Holds(part, name, above));
    }

    /// <summary>Who lowers one limit need not know the defaults of those below it.</summary>
    [Fact]
    public async Task Defaults_GiveWayToShorterLimits()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500), Fast.Ok, ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        using ChatGatewayClient client = new(new ChatGatewayOptions
        {
            Endpoints = [server.Endpoint],
            Resilience = { TotalTimeout = TimeSpan.FromSeconds(20), EventTimeout = TimeSpan.FromSeconds(20), MaxRetryDelay = TimeSpan.FromMilliseconds(5) },
        });

        Assert.Equal(2, (await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts);
        Assert.Single(await client.CompleteChatStreamingAsync(TestClient.Request()).ReadAllAsync());
    }

    /// <summary>A list that lost its entries on the way: the key is not sent to ChatAnywhere for that.</summary>
    [Fact]
    public void Endpoints_Empty_AreRefused() => Assert.StartsWith(
        "Endpoints is empty", Assert.Throws<ArgumentException>(() => new ChatGatewayClient(new ChatGatewayOptions { ApiKey = TestClient.Key, Endpoints = [] })).Message, StringComparison.Ordinal);

    [Fact]
    public void DefaultModel_Empty_IsRefused() => Assert.Contains(
        "DefaultModel", Assert.Throws<ArgumentException>(() => new ChatGatewayClient(new ChatGatewayOptions { ApiKey = TestClient.Key, DefaultModel = "" })).Message, StringComparison.Ordinal);

    private static PropertyInfo PropertyOf(string part, string name) => typeof(ChatGatewayOptions).GetProperty(part)!.PropertyType.GetProperty(name)!;

    private static bool Holds(string part, string name, object value)
    {
        var options = new ChatGatewayOptions();
        PropertyInfo property = PropertyOf(part, name);
        object owner = typeof(ChatGatewayOptions).GetProperty(part)!.GetValue(options)!;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        property.SetValue(owner, value is TimeSpan ? value : Convert.ChangeType(value, type, CultureInfo.InvariantCulture));
        return OptionRanges.Hold(options);
    }

    /// <summary>An end of a range, and what lies just outside.</summary>
    private static (object End, object Outside) EndOf(Type type, object bound, int step)
    {
        if (type == typeof(TimeSpan))
        {
            TimeSpan end = TimeSpan.Parse((string)bound, CultureInfo.InvariantCulture);
            return (end, end + TimeSpan.FromTicks(step));
        }
        if (bound is int whole) return (bound, whole + step);
        double number = Convert.ToDouble(bound, CultureInfo.InvariantCulture);
        return (bound, type == typeof(double) && number < 1024 ? step < 0 ? double.BitDecrement(number) : double.BitIncrement(number) : number + step);
    }
}
