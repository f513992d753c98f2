using ChatGateway.Benchmarks.Metrics;

namespace ChatGateway.Benchmarks.Compare;

/// <summary>What came out for one quantity: medians over the rounds, of ratios within a round.</summary>
/// <param name="Quantity">What was measured.</param>
/// <param name="Reference">What the OpenAI SDK took, in the quantity's unit; true of one machine only.</param>
/// <param name="Floor">What the bare transport takes, in parts of the reference.</param>
/// <param name="Ours">What this library takes, in parts of the reference.</param>
/// <param name="Added">What this library adds to the floor, in parts of what the reference adds to it.</param>
/// <param name="Spread">The middle half of the rounds' ratios of this library.</param>
internal sealed record ResultRow(Quantity Quantity, double Reference, double Floor, double Ours, double Added, (double Low, double High) Spread)
{
    public static ResultRow Of(Quantity quantity, IReadOnlyList<Round> rounds) => new(
        quantity,
        Statistics.Median(rounds.Select(round => round.Reference)),
        Statistics.Median(rounds.Select(round => round.Floor / round.Reference)),
        Statistics.Median(rounds.Select(round => round.Ours / round.Reference)),
        Statistics.Median(rounds.Select(round => (round.Ours - round.Floor) / (round.Reference - round.Floor))),
        Statistics.MiddleHalf(rounds.Select(round => round.Ours / round.Reference)));
}
