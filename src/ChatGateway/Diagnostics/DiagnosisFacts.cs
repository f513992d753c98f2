namespace ChatGateway;

/// <summary>What a diagnosis goes by.</summary>
internal sealed record DiagnosisFacts(CallDescription Call, int Status, string Code, string Type, string Message, bool IsHtml)
{
    public bool IsChatAnywhere => Call.Endpoint is { } endpoint && ChatAnywhere.IsHost(endpoint);

    public bool Says(params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            if (Message.Contains(text, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    public bool CodeIs(params ReadOnlySpan<string> codes)
    {
        foreach (string code in codes)
        {
            if (Code.Equals(code, StringComparison.OrdinalIgnoreCase) || Type.Equals(code, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
