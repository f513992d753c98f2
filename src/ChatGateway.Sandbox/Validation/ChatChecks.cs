using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>What a gateway demands of a chat request beyond the form of its members.</summary>
internal static class ChatChecks
{
    private static readonly string[] Modes = ["none", "auto", "required"];

    public static void Check(JsonElement request)
    {
        CheckMessages(request.GetProperty("messages"));
        CheckOptions(request);
        CheckTools(request);
    }

    private static void CheckMessages(JsonElement messages)
    {
        JsonPath root = JsonPath.Root.Property("messages");
        if (messages.GetArrayLength() == 0)
            throw Refusals.Invalid(root, "must hold at least one message");

        var calls = new HashSet<string>(StringComparer.Ordinal);
        int index = 0;
        foreach (JsonElement message in messages.EnumerateArray())
        {
            JsonPath path = root.Item(index++);
            string role = message.Text("role")!;
            if (role is not ("assistant" or "function") && message.Member("content") is null)
                throw Refusals.Invalid(path.Property("content"), $"must not be null for the role {role}");

            foreach (JsonElement call in message.Items("tool_calls"))
            {
                if (call.Text("id") is { } id)
                    calls.Add(id);
            }

            if (role == "tool")
                CheckToolMessage(message, path, calls);
        }
    }

    private static void CheckToolMessage(JsonElement message, JsonPath path, HashSet<string> calls)
    {
        JsonPath place = path.Property("tool_call_id");
        string id = message.Text("tool_call_id") ?? throw Refusals.Invalid(place, "is required for the role tool");
        if (!calls.Contains(id))
            throw Refusals.Invalid(place, "must name a call in tool_calls of an earlier message");
    }

    private static void CheckOptions(JsonElement request)
    {
        if (request.Member("stream_options") is not null && !request.Flag("stream"))
            throw Refusals.Invalid(JsonPath.Root.Property("stream_options"), "is only allowed when stream is true");
        if (request.Member("top_logprobs") is not null && !request.Flag("logprobs"))
            throw Refusals.Invalid(JsonPath.Root.Property("top_logprobs"), "is only allowed when logprobs is true");
        foreach (string name in (string[])["max_tokens", "max_completion_tokens"])
        {
            if (request.Number(name) < 1)
                throw Refusals.Invalid(JsonPath.Root.Property(name), "must be at least 1");
        }

        const string Schema = "json_schema";
        if (request.Member("response_format") is { } format && format.Text("type") == Schema && format.Member(Schema) is null)
            throw Refusals.Invalid(JsonPath.Root.Property("response_format").Property(Schema), $"is required for the type {Schema}");
    }

    private static void CheckTools(JsonElement request)
    {
        JsonPath root = JsonPath.Root.Property("tools");
        int index = 0;
        foreach (JsonElement tool in request.Items("tools"))
        {
            string type = tool.Text("type")!;
            JsonPath path = root.Item(index++);
            if (type is not ("function" or "custom"))
                throw Refusals.Invalid(path.Property("type"), "must be one of function, custom");
            if (tool.Member(type) is null)
                throw Refusals.Invalid(path.Property(type), $"is required for the type {type}");
        }

        if (request.Member("tool_choice") is { } choice)
            CheckToolChoice(ToolChoice.Read(request), choice, index, request);
    }

    private static void CheckToolChoice(ToolChoice choice, JsonElement sent, int tools, JsonElement request)
    {
        JsonPath path = JsonPath.Root.Property("tool_choice");
        if (!Modes.Contains(choice.Mode))
            throw Refusals.Invalid(path, $"must be one of {string.Join(", ", Modes)}, or name a tool");
        if (choice.Mode == "none" || sent.ValueKind == JsonValueKind.String && choice.Mode == "auto")
            return;
        if (tools == 0)
            throw Refusals.Invalid(path, "is only allowed when tools are given");
        if (choice.Names is not null && !choice.Candidates(request).Any())
            throw Refusals.Invalid(path, "must name one of the tools");
    }
}
