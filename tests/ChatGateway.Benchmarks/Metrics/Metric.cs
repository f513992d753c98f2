namespace ChatGateway.Benchmarks.Metrics;

/// <summary>A way to use a client, measured for each peer in turn.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="quantities">What is measured, in the order of the numbers that <see cref="MeasureAsync"/> gives.</param>
internal abstract class Metric(string name, params Quantity[] quantities) : IDisposable
{
    public string Name { get; } = name;

    public IReadOnlyList<Quantity> Quantities { get; } = quantities;

    /// <summary>Gets everything ready, so that the first round is like the last.</summary>
    public abstract Task PrepareAsync(MetricSetup setup);

    /// <summary>
    /// How often the peers take turns within a round. The machine's mood changes from one tenth of a second to the next: what is
    /// compared must lie closer together.
    /// </summary>
    public virtual int Turns => 1;

    /// <summary>Measures a peer, in one turn.</summary>
    public abstract Task<double[]> MeasureAsync(string peer);

    public abstract void Dispose();
}
