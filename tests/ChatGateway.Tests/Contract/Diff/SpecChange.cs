namespace ChatGateway.Tests.Contract.Diff;

/// <summary>One difference between two versions of the spec.</summary>
/// <param name="Impact">What it does to code that uses the package.</param>
/// <param name="Place">Readable path, <c>ChatCompletionRequest.temperature</c> or <c>POST /embeddings</c>.</param>
/// <param name="What">What changed, as a clause: "maximum 2 → 1".</param>
internal sealed record SpecChange(ChangeImpact Impact, string Place, string What);
