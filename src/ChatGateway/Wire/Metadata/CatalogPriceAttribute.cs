namespace ChatGateway;

/// <summary>A price of a model, in CA units per 1,000 tokens; several where the price depends on the input's length.</summary>
/// <param name="input">The price of 1,000 input tokens.</param>
/// <param name="output">The price of 1,000 output tokens.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class CatalogPriceAttribute(double input, double output) : Attribute
{
    /// <summary>The price of 1,000 input tokens.</summary>
    public double Input { get; } = input;

    /// <summary>The price of 1,000 output tokens.</summary>
    public double Output { get; } = output;

    /// <summary>Up to how many input tokens the price holds.</summary>
    /// <value>Default 0: no bound.</value>
    public int UpToInputTokens { get; init; }
}
