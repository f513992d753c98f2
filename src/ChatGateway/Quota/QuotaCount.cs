namespace ChatGateway;

/// <summary>What a <see cref="QuotaStore"/> has counted for a group today.</summary>
/// <param name="Used">The requests.</param>
/// <param name="LockedUntil">Until when the gateway's word that the quota is used up stands; null when it has not said so.</param>
public readonly record struct QuotaCount(int Used, DateTimeOffset? LockedUntil);
