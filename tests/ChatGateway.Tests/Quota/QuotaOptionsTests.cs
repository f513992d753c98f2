using ChatGateway.Tests.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>The numbers of the quotas come from options and configuration.</summary>
public sealed class QuotaOptionsTests
{
    [Fact]
    public async Task Configuration_BindsEveryNumber()
    {
        await using ServiceProvider provider = Provider(new()
        {
            ["Quota:RequestsPerDay:free-5"] = "1",
            ["Quota:ModelGroups:our-model"] = "ours",
            ["Quota:ChatRequestsPerDay"] = "7",
            ["Quota:ResetUtcOffset"] = "-05:00:00",
            ["Quota:DailyQuotaTexts:0"] = "moon",
            ["Quota:ProbeAfter"] = "00:01:00",
            ["Quota:MaxWait"] = "00:00:30",
            ["Quota:RequestsPerMinute"] = "60",
            ["Quota:WhenLimited"] = "Refuse",
            ["Quota:MaxPromptTokens"] = "100",
        });

        QuotaOptions quota = provider.GetRequiredService<IOptions<ChatGatewayOptions>>().Value.Quota;
        IReadOnlyList<QuotaUsage> usage = await provider.GetRequiredService<ChatGatewayClient>().GetQuotaAsync();

        Assert.Equal(["moon"], quota.DailyQuotaTexts);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30), 60, LimitBehavior.Refuse, 100),
            (quota.ProbeAfter, quota.MaxWait, quota.RequestsPerMinute, quota.WhenLimited, quota.MaxPromptTokens));
        Assert.Equal(1, usage.Single(entry => entry.Group == "free-5").Limit);
        Assert.Contains(usage, entry => entry.Group == "ours");
        Assert.Equal((7, TimeSpan.FromHours(-5)), (usage[^1].Limit, usage[^1].ResetsAt.Offset));
    }

    [Theory]
    [InlineData("ProbeAfter", "00:16:00")]
    [InlineData("ProbeAfter", "00:00:00")]
    [InlineData("MaxWait", "-00:00:01")]
    [InlineData("ChatRequestsPerDay", "-1")]
    [InlineData("ResetUtcOffset", "15:00:00")]
    [InlineData("ResetUtcOffset", "08:00:30")]
    [InlineData("RequestsPerMinute", "0")]
    [InlineData("MaxPromptTokens", "0")]
    [InlineData("WhenLimited", "7")]
    [InlineData("RequestsPerDay:free-5", "-1")]
    [InlineData("RequestsPerDay:free5", "1")]
    [InlineData("RequestsPerDay:Free-5", "1")]
    [InlineData("ModelGroups:our-model", "free-chat")]
    [InlineData("ModelGroups:our-model", "")]
    [InlineData("ModelGroups:our-model", null)]
    [InlineData("DailyQuotaTexts:0", " ")]
    public async Task Configuration_OutOfRange_IsNamed(string name, string? value)
    {
        await using ServiceProvider provider = Provider(new() { [$"Quota:{name}"] = value });

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ChatGatewayOptions>>().Value);

        Assert.Contains(name.Split(':')[0], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_FileAndStore_ContradictEachOther()
    {
        var error = Assert.Throws<ArgumentException>(() => Free.Client(new Uri("http://127.0.0.1:9/v1"), options =>
        {
            options.Quota.FilePath = "quota.json";
            options.Quota.Store = new MemoryQuotaStore();
        }));

        Assert.Contains("FilePath", error.Message, StringComparison.Ordinal);
        Assert.Contains("Store", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> values)
    {
        values["ApiKey"] = TestClient.Key;
        values["KeyTier"] = "Free";
        values["Endpoints:0"] = "http://127.0.0.1:9/v1";
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        services.AddChatGateway(configuration);
        return services.BuildServiceProvider();
    }
}
