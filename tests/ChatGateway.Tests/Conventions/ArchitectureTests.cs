using System.Text.RegularExpressions;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Conventions;

/// <summary>The arrows of the house point one way, and JSON is parsed in one room.</summary>
public sealed class ArchitectureTests
{
    /// <summary>The floors, upper ones first: a type may use its own floor and those below. Unions and records know each other.</summary>
    private static readonly string[][] Floors =
    [
        ["DependencyInjection", "AI"],
        ["ChatGatewayClient"],
        ["Chat", "Embeddings", "Catalog"],
        ["Transport"],
        ["Quota", "Streaming", "Diagnostics"],
        ["Exceptions"],
        ["Generated", "Wire"],
    ];

    /// <summary>The files that may touch a JSON tokenizer: the reader itself and the entries that wrap its exceptions.</summary>
    private static readonly string[] Tokenizing = ["Wire/SystemTextJson/ApiJsonConverter.cs", "Wire/SystemTextJson/WireJsonConverter.cs", "Wire/WireEnd.cs", "Wire/WireReader.cs"];

    [Fact]
    public void Types_UseOnlyTheirOwnFloorAndThoseBelow()
    {
        TypeMap map = TypeMap.Load();
        List<string> wrong = [];
        foreach ((string user, string used) in map.Uses)
        {
            string userRoom = map.RoomOf(user);
            string usedRoom = map.RoomOf(used);
            if (FloorOf(userRoom) > FloorOf(usedRoom)) wrong.Add($"{userRoom}/{user} uses {usedRoom}/{used}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Rooms_AreAllOnAFloor()
    {
        TypeMap map = TypeMap.Load();

        Assert.All(map.Rooms, room => Assert.True(FloorOf(room) >= 0, $"Folder {room} is on no floor."));
        Assert.True(map.Uses.Count > 500, $"Only {map.Uses.Count} uses were found.");
    }

    [Fact]
    public void Tokenizers_AreUsedInTheWireRoomOnly()
    {
        string root = RepositoryRoot.At("src", "ChatGateway");
        string[] files =
        [
            .. SourceFiles.Of(root)
                .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\b(Utf8JsonReader|JsonDocument|JsonTextReader|JsonNode)\b|JToken\.Parse|JObject\.Parse|JsonConvert\."))
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

        Assert.Equal(Tokenizing, files);
    }

    [Fact]
    public void Sandbox_DoesNotKnowTheClient() =>
        Assert.DoesNotContain(typeof(SandboxGateway).Assembly.GetReferencedAssemblies(), name => name.Name == "ChatGateway");

    private static int FloorOf(string room) => Array.FindIndex(Floors, floor => floor.Contains(room));
}
