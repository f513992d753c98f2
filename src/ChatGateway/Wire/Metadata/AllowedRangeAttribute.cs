namespace ChatGateway;

/// <summary>The range that the specification allows for a number. Checked at the call, and by the analyzer for constants.</summary>
/// <param name="minimum">The least allowed value.</param>
/// <param name="maximum">The greatest allowed value.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AllowedRangeAttribute(double minimum, double maximum) : Attribute
{
    /// <summary>The least allowed value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The greatest allowed value.</summary>
    /// <value><see cref="int.MaxValue"/> where the specification sets no bound.</value>
    public double Maximum { get; } = maximum;
}
