namespace ChatGateway.Benchmarks.Metrics;

/// <summary>How little a quantity may be.</summary>
/// <param name="Ratio">In parts of what the OpenAI SDK takes.</param>
/// <param name="Added">The same for what a client adds to the floor; null where none is set.</param>
internal readonly record struct Target(double Ratio, double? Added = null);
