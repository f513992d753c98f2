using System.Text.Json.Serialization;

namespace ChatGateway.Tests.Wire;

/// <summary>What an application keeps of a conversation.</summary>
internal sealed record SavedSession(
    List<ChatRequestMessage> History, ChatCompletion? Last, ModelId Model, Dictionary<ModelId, int> Counts, StopSequences? Stop, ErrorCode? Code);

/// <summary>Code that System.Text.Json makes at build time: it needs no reflection, and no access to what is internal.</summary>
[JsonSerializable(typeof(SavedSession))]
internal sealed partial class SavedSessionContext : JsonSerializerContext;
