namespace ChatGateway.Benchmarks.Compare;

/// <summary>One quantity of all peers, measured one after the other.</summary>
internal readonly record struct Round(double Floor, double Reference, double Ours);
