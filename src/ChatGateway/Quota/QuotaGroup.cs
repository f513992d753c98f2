namespace ChatGateway;

/// <summary>Models that share a day's requests.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Limit">The requests a day; null where none is known.</param>
/// <param name="IsChat">Whether they count towards the total of all chat requests.</param>
/// <param name="Models">The models' ids; empty for the total.</param>
internal sealed record QuotaGroup(string Name, int? Limit, bool IsChat, List<string> Models);
