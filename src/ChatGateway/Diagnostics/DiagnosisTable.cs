namespace ChatGateway;

/// <summary>
/// What failures mean, most telling row first. A status alone misleads: ChatAnywhere answers 403 for three different
/// mistakes, xAI 400 for a wrong key, relays 500 for an upstream's refusal. (Texts: the gateways' answers, 2023-2026.)
/// The rows stand in docs/errors.md.
/// </summary>
internal static class DiagnosisTable
{
    /// <summary>All rows. The order of the topics counts, too: a text tells more than a code, a code more than a status.</summary>
    public static DiagnosisRow[] Rows { get; } =
    [
        .. RefusalRows.All,
        .. LimitRows.All,
        .. ConnectionRows.All,
        .. ProtocolRows.All,
        .. StreamRows.All,
        .. ProxyRows.All,
        .. InputRows.All,
        .. FreeTierRows.All,
        .. QuotaRows.All,
        .. KeyRows.All,
        .. ModelRows.All,
        .. ServerRows.All,
        .. StatusRows.All,
    ];
}
