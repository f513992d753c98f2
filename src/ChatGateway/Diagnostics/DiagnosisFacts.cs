using System.Text;

namespace ChatGateway;

/// <summary>What a diagnosis goes by.</summary>
internal sealed record DiagnosisFacts(FailureKind Kind, CallDescription Call)
{
    public int Status { get; init; }

    public string Code { get; init; } = "";

    public string Type { get; init; } = "";

    public string Message { get; init; } = "";

    public bool IsHtml { get; init; }

    /// <summary>Whether the call is known to have sent no key, in whatever header or query.</summary>
    public bool IsWithoutKey { get; init; }

    /// <summary>What .NET threw, where the connection failed.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The name of the allowlist that refused the model.</summary>
    public string Allowlist { get; init; } = "";

    /// <summary>The allowed model that the refused one resembles.</summary>
    public ModelId? Nearest { get; init; }

    /// <summary>Whether the refused model makes vectors where chat is wanted, or the reverse.</summary>
    public bool IsOtherKind { get; init; }

    /// <summary>The models that have requests left today, as a list; empty when there are none.</summary>
    public string Available { get; init; } = "";

    /// <summary>When another try makes sense.</summary>
    public string Until { get; init; } = "";

    /// <summary>Words that mean a day's limit.</summary>
    /// <value>Default null: the catalogue's.</value>
    public IReadOnlyList<string>? DailyQuotaTexts { get; init; }

    /// <summary>Whether the call asks for a chat; also where its route is not known.</summary>
    public bool IsChat => Call.Route.EndsWith("completions", StringComparison.Ordinal);

    /// <summary>Whether the call asks which models there are.</summary>
    public bool IsModelList => Call.Route.StartsWith("models", StringComparison.Ordinal);

    /// <summary>Where the request went, without the host.</summary>
    public string Path => $"{Call.Endpoint?.AbsolutePath.TrimEnd('/')}/{Call.Route}";

    /// <summary>The catalogue's entry of the model; null for a model that it does not hold.</summary>
    public CatalogModel? Model => Call.Model is { } id && ModelCatalog.TryGet(id, out CatalogModel? model) ? model : null;

    /// <summary>Whether the words are ChatAnywhere's, from its own host or handed on by another.</summary>
    public bool IsChatAnywhere => (Call.Endpoint is { } endpoint && ChatAnywhere.IsHost(endpoint)) || Type == ChatAnywhere.ErrorType;

    /// <summary>Whether the message holds one of the texts.</summary>
    public bool Says(params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            if (Message.Contains(text, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>Whether the message speaks of a day's limit.</summary>
    public bool SaysDaily() => Says([.. DailyQuotaTexts ?? ModelCatalog.FreeTier.DailyQuotaTexts]);

    /// <summary>Whether code or type is one of these: gateways use either.</summary>
    public bool CodeIs(params ReadOnlySpan<string> codes)
    {
        foreach (string code in codes)
        {
            if (Code.Equals(code, StringComparison.OrdinalIgnoreCase) || Type.Equals(code, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>Whether it is one of these codes of MiniMax, whose errors have status 200; elsewhere the numbers mean other things.</summary>
    public bool MiniMaxCodeIs(params ReadOnlySpan<string> codes) => Status == 200 && CodeIs(codes);

    /// <summary>
    /// Puts the facts in the places of their names. What they hold is not read for names again; what is not known gets a word that
    /// fits into the sentence.
    /// </summary>
    public string Fill(string text)
    {
        var filled = new StringBuilder(text.Length + 64);
        int position = 0;
        for (int start; (start = text.IndexOf('{', position)) >= 0;)
        {
            int end = text.IndexOf('}', start);
            filled.Append(text, position, start - position).Append(Value(text[(start + 1)..end]));
            position = end + 1;
        }
        return filled.Append(text, position, text.Length - position).ToString();
    }

    private string Value(string name) => name switch
    {
        "model" => Call.Model?.Value ?? new LocalizedText("the model", "该模型").Current,
        "path" => Call.Endpoint is null ? new LocalizedText("the path of the call", "所请求的路径").Current : Path,
        "host" => Call.Endpoint?.Host ?? new LocalizedText("the host", "该主机").Current,
        "nearest" => Nearest?.Value ?? new LocalizedText("an allowed model", "允许的模型").Current,
        "allowlist" => Allowlist,
        "available" => Available,
        "until" => Until,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such fact."),
    };
}
