namespace ChatGateway;

/// <summary>A change of a ledger that waits for its turn.</summary>
internal interface IQuotaChange
{
    /// <summary>Whose ledger is changed.</summary>
    string Account { get; }

    /// <summary>Makes the change, unless nobody waits for it any more.</summary>
    /// <returns>Whether there is something to be written down.</returns>
    bool Make(QuotaLedger ledger);

    /// <summary>Tells who waits what came of it.</summary>
    void End();

    /// <summary>Tells who waits that it cannot be made.</summary>
    void Fail(Exception failure);
}
