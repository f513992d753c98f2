using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract.Diff;

/// <summary>Whether the caller writes a schema, reads it, or both: the same change breaks the one and helps the other.</summary>
/// <param name="IsWritten">Part of a request.</param>
/// <param name="IsRead">Part of an answer.</param>
internal readonly record struct Direction(bool IsWritten, bool IsRead)
{
    /// <summary>The impact of a change that breaks those who write, or those who read.</summary>
    public ChangeImpact Of(bool breaksWriters, bool breaksReaders, ChangeImpact otherwise = ChangeImpact.Notice) =>
        (IsWritten && breaksWriters) || (IsRead && breaksReaders) ? ChangeImpact.Breaking : otherwise;

    /// <summary>The direction of each named schema; of one that no operation reaches, none.</summary>
    public static Func<string, Direction> In(SpecDocument spec)
    {
        IReadOnlySet<string> written = Reached(operation => [operation["requestBody"], operation["parameters"]]);
        IReadOnlySet<string> read = Reached(operation => [operation["responses"]]);
        return component => new Direction(written.Contains(component), read.Contains(component));

        IReadOnlySet<string> Reached(Func<JsonObject, IEnumerable<JsonNode?>> parts) =>
            spec.ReachableFrom(spec.Operations().SelectMany(operation => parts(operation.Value)));
    }
}
