using System.Diagnostics;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>The client broke a promise.</summary>
internal sealed class ViolationException(string kind, string detail) : Exception($"{kind}: {detail}")
{
    private const int Frames = 2;

    /// <summary>The promise, with nothing of the input in it: findings of one kind have one cause, probably.</summary>
    public string Kind { get; } = kind;

    /// <summary>An exception that should not have come; where it was thrown tells it from others of its type.</summary>
    public static ViolationException Of(string what, Exception thrown)
    {
        IEnumerable<string> places = new StackTrace(thrown).GetFrames()
            .Select(frame => frame.GetMethod())
            .Where(method => method?.DeclaringType?.Assembly == typeof(ChatGatewayClient).Assembly)
            .Select(method => $"{method!.DeclaringType!.Name}.{method.Name}")
            .Take(Frames);
        return new ViolationException($"{what} {thrown.GetType().Name} in {string.Join(" < ", places)}", thrown.ToString());
    }
}
