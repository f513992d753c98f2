using System.Net;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxKeyTests
{
    [Theory]
    [InlineData("chat/completions", "POST")]
    [InlineData("completions", "POST")]
    [InlineData("embeddings", "POST")]
    [InlineData("models", "GET")]
    [InlineData("models/gpt-4o-mini", "GET")]
    public async Task Routes_MissingKey_Answer401(string route, string method)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.Request(new HttpMethod(method), route, method == "POST" ? "{}" : null, key: null).SendAsync()
            .AssertErrorAsync(HttpStatusCode.Unauthorized, "401 UNAUTHORIZED", "ApiKey错误");
    }

    [Fact]
    public async Task ApiKey_Set_RefusesEveryOtherKey()
    {
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = SandboxRules.Open, ApiKey = "sk-right" });

        await sandbox.GetAsync("models", "sk-right").ReadJsonAsync();
        await sandbox.GetAsync("models", "sk-wrong").ReadJsonAsync(HttpStatusCode.Unauthorized);
        await sandbox.GetAsync("models", null).ReadJsonAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task RequireKey_False_AcceptsNoKeyButNoWrongOne()
    {
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { RequireKey = false, ApiKey = "sk-right" });

        await sandbox.GetAsync("models", null).ReadJsonAsync();
        await sandbox.GetAsync("models", "sk-wrong").ReadJsonAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task RequireKey_TrueUnderOpenRules_Answers401()
    {
        await using var sandbox = await SandboxGateway.StartAsync(SandboxCalls.Open with { RequireKey = true });

        await sandbox.GetAsync("models", null).ReadJsonAsync(HttpStatusCode.Unauthorized);
        await sandbox.GetAsync("models", "anything").ReadJsonAsync();
    }

    [Fact]
    public async Task AzureHeader_IsAKeyToo()
    {
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ApiKey = "sk-right" });
        HttpRequestMessage request = sandbox.Request(HttpMethod.Get, "models", key: null);
        request.Headers.Add("api-key", "sk-right");

        await request.SendAsync().ReadJsonAsync();
    }
}
