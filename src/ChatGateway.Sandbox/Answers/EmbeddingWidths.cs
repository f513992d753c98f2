namespace ChatGateway.Sandbox;

/// <summary>How long the vectors of a model are.</summary>
internal static class EmbeddingWidths
{
    /// <summary>The only model of the catalogue that cannot shorten its vectors.</summary>
    public const string FixedWidthModel = "text-embedding-ada-002";

    private const string WideModel = "text-embedding-3-large";
    private const int Wide = 3072;
    private const int Usual = 1536;

    public static int Native(string model) => model == WideModel ? Wide : Usual;
}
