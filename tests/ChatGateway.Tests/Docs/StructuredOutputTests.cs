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
}
