using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>A message of the conversation, reduced to what the answers look at.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">The text; several parts are joined by a line break.</param>
/// <param name="Attachments">How many pictures, sounds and files it has.</param>
internal sealed record ChatTurn(string Role, string Text, int Attachments)
{
    public static ChatTurn Read(JsonElement message)
    {
        string role = message.Text("role")!;
        if (message.Member("content") is not { ValueKind: JsonValueKind.Array } parts)
            return new ChatTurn(role, message.Text("content") ?? "", 0);

        string[] texts = [.. parts.EnumerateArray().Select(p => p.Text("text")).OfType<string>()];
        return new ChatTurn(role, string.Join('\n', texts), parts.GetArrayLength() - texts.Length);
    }
}
