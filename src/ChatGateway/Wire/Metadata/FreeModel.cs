namespace ChatGateway;

/// <summary>A model of free keys: as much of the catalogue as the quota needs.</summary>
internal readonly record struct FreeModel(string Id, string QuotaGroup, int? RequestsPerDay, bool IsEmbedding);
