namespace ChatGateway.Benchmarks.Metrics;

/// <summary>Something that a metric measures of a peer: a row of the results.</summary>
/// <param name="Label">What it is, per what.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Must">What the budget demands.</param>
/// <param name="Stretch">What the budget hopes for.</param>
internal sealed record Quantity(string Label, string Unit, Target Must, Target Stretch);
