using ChatGateway.Tests.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatGateway.Tests.DependencyInjection;

/// <summary>What is wrong with the options of a registered client fails the start of its host.</summary>
public sealed class WrongOptionsTests
{
    [Theory]
    // as the command line calls it: the key would go to the default gateway
    [InlineData("Endpoint", "http://127.0.0.1:8080/v1", "Endpoint")]
    [InlineData("Resilience:MaxRetrys", "0", "MaxRetrys")]
    [InlineData("AllowedModels", "gpt-4o-mini;gpt-4o", "gpt-4o-mini;gpt-4o")]
    [InlineData("DefaultModel", "gpt-4", "gpt-4")]
    public async Task AddChatGateway_MistakeInConfiguration_FailsTheStart(string name, string value, string named)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddChatGateway(Configuration(("ApiKey", TestClient.Key), (name, value)));
        using IHost host = builder.Build();

        Exception error = (await Record.ExceptionAsync(() => host.StartAsync()))!;

        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Resilience:MaxRetries", "99", "MaxRetries")]
    [InlineData("Resilience:AttemptTimeout", "00:30:00", "AttemptTimeout (00:30:00) must not exceed Resilience.TotalTimeout (00:10:00)")]
    [InlineData("Resilience:IdleTimeout", "00:30:00", "IdleTimeout (00:30:00) must not exceed Resilience.EventTimeout (00:05:00)")]
    [InlineData("Resilience:RetryDelay", "00:00:30", "RetryDelay (00:00:30) must not exceed Resilience.MaxRetryDelay (00:00:08)")]
    [InlineData("KeyTier", "7", "KeyTier")]
    [InlineData("Quota:FilePath", " ", "Quota.FilePath")]
    [InlineData("Limits:MaxBodyBytes", "1", "MaxBodyBytes")]
    [InlineData("Endpoints:0", "http://example.org/v1", "unencrypted")]
    [InlineData("ApiKey", "SECRET x", "blank")]
    public async Task Start_WrongOptions_Fails(string name, string value, string says)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddChatGateway(name == "ApiKey" ? Configuration((name, value)) : Configuration(("ApiKey", "sk-x"), (name, value)));
        using IHost host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.Message, StringComparison.Ordinal);
    }

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create<string, string?>(pair.Name, pair.Value))).Build();
}
