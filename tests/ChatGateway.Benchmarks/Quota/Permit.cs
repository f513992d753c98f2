namespace ChatGateway.Benchmarks.Quota;

/// <summary>What one permit took, the mean of a turn.</summary>
internal readonly record struct Permit(double Nanoseconds, double Bytes);
