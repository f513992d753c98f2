using System.Globalization;

namespace ChatGateway.Benchmarks.Answers;

/// <summary>Compares what a peer read with what was sent. Cheap, since it is measured with the peer.</summary>
internal static class AnswerCheck
{
    private const double Tolerance = 1e-4;

    public static void Equal(long expected, long actual, string what)
    {
        if (actual != expected) throw Wrong(expected.ToString(CultureInfo.InvariantCulture), actual.ToString(CultureInfo.InvariantCulture), what);
    }

    public static void Equal(string expected, string? actual, string what)
    {
        if (actual != expected) throw Wrong(expected, actual, what);
    }

    /// <summary>Some peers read numbers as <see cref="float"/>.</summary>
    public static void Close(double expected, double actual, string what)
    {
        if (!(Math.Abs(actual - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))))
            throw Wrong(expected.ToString(CultureInfo.InvariantCulture), actual.ToString(CultureInfo.InvariantCulture), what);
    }

    private static WrongAnswerException Wrong(string expected, string? actual, string what) => new($"{what}: expected {expected}, read {actual ?? "nothing"}.");
}
