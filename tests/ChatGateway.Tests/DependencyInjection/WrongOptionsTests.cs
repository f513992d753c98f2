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
    [InlineData("Endpoint", "'Endpoint' (ChatGatewayOptions)")]
    [InlineData("Resilience:MaxRetrys", "'MaxRetrys' (ResilienceOptions)")]
    public async Task AddChatGateway_UnknownMember_IsNamedWithTheSection(string name, string named)
    {
        IConfigurationRoot root = Configuration(("Gateways:Ours:ApiKey", TestClient.Key), ($"Gateways:Ours:{name}", "SECRET"));

        var error = await StartAsync(services => services.AddChatGateway(root.GetSection("Gateways:Ours")));
        var keyed = await StartAsync(services => services.AddKeyedChatGateway("ours", root.GetSection("Gateways:Ours")));
        var whole = await StartAsync(services => services.AddChatGateway(Configuration((name, "SECRET"))));

        Assert.Equal($"The section 'Gateways:Ours' holds what the options do not have: {named}.", error.Message);
        Assert.Equal(error.Message, keyed.Message);
        Assert.Equal($"The configuration holds what the options do not have: {named}.", whole.Message);
    }

    /// <summary>The key, given in code, would go to the default gateway in place of the configured one.</summary>
    [Fact]
    public async Task AddChatGateway_SectionThatDoesNotExist_FailsTheStart()
    {
        IConfigurationRoot root = Configuration(("ChatGateway:Endpoints:0", "http://127.0.0.1:1/v1"));

        var error = await StartAsync(services =>
        {
            services.AddChatGateway(root.GetSection("Apps:ChatGatway"));
            services.AddChatGateway(options => options.ApiKey = TestClient.Key);
        });
        var keyed = await StartAsync(services => services.AddKeyedChatGateway("ours", root.GetSection("Apps:ChatGatway")));

        Assert.Contains("no section 'Apps:ChatGatway'", error.Message, StringComparison.Ordinal);
        Assert.Equal((error.Message, "ours"), (keyed.Message, keyed.OptionsName));
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

    private static async Task<OptionsValidationException> StartAsync(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder.Services);
        using IHost host = builder.Build();
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create<string, string?>(pair.Name, pair.Value))).Build();
}
