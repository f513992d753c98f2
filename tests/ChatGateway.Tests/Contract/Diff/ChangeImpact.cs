namespace ChatGateway.Tests.Contract.Diff;

/// <summary>What a change of the spec does to code that uses the package, most harmful first.</summary>
internal enum ChangeImpact
{
    /// <summary>Code that compiled may not any more, or sends what is refused, or meets what it did not expect.</summary>
    Breaking,

    /// <summary>There is more than before.</summary>
    Addition,

    /// <summary>Something else is true than before.</summary>
    Notice,
}
