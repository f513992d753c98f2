using System.Text.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Docs;

/// <summary>The way back from structured output, as the README shows it: an answer of the schema fills the type.</summary>
public sealed class StructuredOutputTests
{
    [Fact]
    public void Answer_OfTheSchema_IsReadByTheOptionsOfTheWeb()
    {
        JObject schema = JsonSchemaObject.From<Person>().ToJObject();
        string[] names = [.. ((JObject)schema["properties"]!).Properties().Select(property => property.Name)];
        string answer = new JObject { [names[0]] = "Ada Lovelace", [names[1]] = 36 }.ToString();

        Assert.Equal(new Person("Ada Lovelace", 36), JsonSerializer.Deserialize<Person>(answer, JsonSerializerOptions.Web));
        Assert.Equal(new Person(null!, 0), JsonSerializer.Deserialize<Person>(answer));
    }

    private sealed record Person(string Name, int Age);

    [Fact]
    public void Schema_OfATypeWithoutMembers_IsClosed() => Assert.Equal(
        """{"type":"object","properties":{},"required":[],"additionalProperties":false}""",
        JsonSchemaObject.From<Nothing>().ToJObject().ToString(Newtonsoft.Json.Formatting.None));

    [Fact]
    public void Schema_OfAnEnumWithAConverter_HoldsItsNames() => Assert.Equal(
        """["Low","High"]""", JsonSchemaObject.From<Ticket>().ToJObject()["properties"]!["priority"]!["enum"]!.ToString(Newtonsoft.Json.Formatting.None));

    [Fact]
    public void Schema_OfAnyJson_IsRefused() =>
        Assert.Contains("System.Object", Assert.Throws<NotSupportedException>(() => JsonSchemaObject.From<object>()).Message, StringComparison.Ordinal);

    private sealed record Nothing;

    private sealed record Ticket(string Title, Priority Priority);

    [System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<Priority>))]
    private enum Priority
    {
        Low,
        High,
    }
}
