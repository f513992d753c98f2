using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace ChatGateway.Sandbox;

/// <summary>The routes of the gateway: each checks the key, then the body, then the rules, and answers.</summary>
internal sealed class GatewayRoutes(SandboxOptions options, GatewaySpec spec, RuleBook rules)
{
    private const string ChatPath = "/v1/chat/completions";
    private const string EmbeddingPath = "/v1/embeddings";
    private const string ModelPath = "/v1/models";
    private const string LegacyPath = "/v1/completions";

    public Task AnswerAsync(GatewayCall call)
    {
        string path = call.Path;
        if (path == ChatPath)
            return ChatAsync(Expect(call, HttpMethods.Post));
        if (path == EmbeddingPath)
            return EmbedAsync(Expect(call, HttpMethods.Post));
        if (path == ModelPath)
            return ListModelsAsync(Expect(call, HttpMethods.Get));
        if (path.StartsWith(ModelPath + "/", StringComparison.Ordinal) && !path[(ModelPath.Length + 1)..].Contains('/'))
            return ModelAsync(Expect(call, HttpMethods.Get), Uri.UnescapeDataString(path[(ModelPath.Length + 1)..]));
        if (path == LegacyPath && HttpMethods.IsPost(call.Method))
            return LegacyAsync(call);
        throw Refusals.UnknownRoute(call.Method, path);
    }

    private static GatewayCall Expect(GatewayCall call, string method)
        => call.Method == method ? call : throw Refusals.WrongMethod(call.Method, call.Path, method);

    private async Task ChatAsync(GatewayCall call)
    {
        JsonElement json = ReadBody(call, spec.ChatRequest);
        ChatChecks.Check(json);
        var request = new ChatRequest(json);
        rules.AdmitChat(call.Key, request.Model, TokenEstimate.OfChat(request));

        spec.Models.TryGet(request.Model, out ModelEntry? model);
        ChatAnswer answer = ChatComposer.Compose(request, model, call.Time.GetUtcNow());
        if (!request.Stream)
        {
            await WireJson.AnswerAsync(call, CompletionJson.Of(answer, request));
            return;
        }

        var events = new EventStream(call, options.ChunkDelay);
        foreach (var chunk in CompletionChunks.Of(answer, request))
            await events.SendAsync(chunk);
        await events.SendDoneAsync();
    }

    private Task EmbedAsync(GatewayCall call)
    {
        var request = new EmbeddingRequest(ReadBody(call, spec.EmbeddingRequest));
        EmbeddingChecks.Check(request);
        rules.AdmitEmbedding(call.Key, request.Model);
        return WireJson.AnswerAsync(call, writer => EmbeddingJson.Write(writer, request));
    }

    private Task ListModelsAsync(GatewayCall call)
    {
        rules.CheckKey(call.Key);
        return WireJson.AnswerAsync(call, ModelJson.List(rules.Models, spec.Models.ListedAt));
    }

    private Task ModelAsync(GatewayCall call, string id)
    {
        rules.CheckKey(call.Key);
        ModelEntry model = rules.Models.FirstOrDefault(m => m.Id == id) ?? throw Refusals.UnknownModel(id);
        return WireJson.AnswerAsync(call, ModelJson.Of(model, spec.Models.ListedAt));
    }

    private Task LegacyAsync(GatewayCall call)
    {
        rules.CheckKey(call.Key);
        throw rules.LegacyRoute(call.Key, call.Method, call.Path);
    }

    private JsonElement ReadBody(GatewayCall call, IOpenApiSchema schema)
    {
        rules.CheckKey(call.Key);
        string? contentType = call.Http.Request.ContentType;
        if (contentType?.Split(';', 2)[0].Trim().Equals(WireJson.ContentType, StringComparison.OrdinalIgnoreCase) != true)
            throw Refusals.WrongContentType(contentType);

        JsonElement json = RequestJson.Parse(call.Body ?? throw Refusals.BodyTooLarge(options.MaxBodyBytes));
        if (SchemaValidator.FirstViolation(schema, json) is { } violation)
            throw Refusals.Invalid(violation.Path, violation.Rule);
        return json;
    }
}
