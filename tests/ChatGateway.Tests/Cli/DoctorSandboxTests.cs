using System.Text.RegularExpressions;
using ChatGateway.Sandbox;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>The doctor before the sandbox, in each of its fault scenarios and rules.</summary>
public sealed partial class DoctorSandboxTests
{
    private const string Key = "sk-sandboxkeyofnobody1";

    /// <summary>What the list of models meets, then the chat.</summary>
    private static readonly Dictionary<string, (SandboxOptions Options, SandboxFault[] Faults, string Arguments, int ExitCode)> Scenarios = new()
    {
        ["healthy"] = (new(), [], "", 0),
        ["slow"] = (new(), [SandboxFault.Slow(TimeSpan.FromMilliseconds(20)), SandboxFault.Delay(TimeSpan.FromMilliseconds(50))], "", 0),
        ["another-key"] = (new() { ApiKey = "sk-another" }, [], "", 3),
        ["model-outside-the-free-list"] = (new(), [], "--model gpt-4 --tier paid", 4),
        ["prompt-too-long"] = (new() { MaxInputTokens = 1 }, [], "", 7),
        ["bad-gateway"] = (new(), [SandboxFault.None, SandboxFault.Status(502)], "", 7),
        ["rate-limit"] = (new(), [SandboxFault.None, SandboxFault.Status(429, """{"error":{"message":"请求过快","type":"chatanywhere_error","code":"429 TOO_MANY_REQUESTS"}}""")], "", 5),
        ["list-dropped"] = (new(), [SandboxFault.Drop()], "", 6),
        ["chat-dropped"] = (new(), [SandboxFault.None, SandboxFault.Drop()], "", 6),
        ["list-cut"] = (new(), [SandboxFault.CutAfter(40)], "", 6),
        ["chat-cut"] = (new(), [SandboxFault.None, SandboxFault.CutAfter(40)], "", 6),
        ["list-malformed"] = (new(), [SandboxFault.Malformed()], "", 7),
        ["chat-malformed"] = (new(), [SandboxFault.None, SandboxFault.Malformed()], "", 7),
        // enough for a process that has just started to ask on a busy machine
        ["list-silent"] = (new(), [SandboxFault.Delay(Timeout.InfiniteTimeSpan)], "--timeout 4", 6),
        ["chat-stalled"] = (new(), [SandboxFault.None, SandboxFault.StallAfter(40)], "--timeout 4", 6),
    };

    public static TheoryData<string> Names => [.. Scenarios.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Scenario_IsNamed(string name)
    {
        (SandboxOptions options, SandboxFault[] faults, string arguments, int exitCode) = Scenarios[name];
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(options);
        foreach (SandboxFault fault in faults) sandbox.Faults.Enqueue(fault);

        CliResult result = await CliProcess.RunAsync(["doctor", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], sandbox.Endpoint, Key);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain(Key, result.Output + result.Error, StringComparison.Ordinal);
        await Verifier.Verify(AnyPort().Replace(result.Transcript($"chatgw doctor {arguments}".TrimEnd()), "port PORT")).UseTextForParameters(name);
    }

    [Fact]
    public async Task QuotaOfTheDay_UsedUp_IsNamed()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using (var client = new ChatGatewayClient(new ChatGatewayOptions { ApiKey = Key, Endpoints = [sandbox.Endpoint] }))
        {
            for (int i = 0; i < 5; i++) await client.CompleteChatAsync(ModelId.Gpt4o, "Hello");
        }

        CliResult result = await CliProcess.RunAsync(["doctor", "--model", "gpt-4o"], sandbox.Endpoint, Key);

        Assert.Equal(5, result.ExitCode);
        await Verifier.Verify(AnyPort().Replace(result.Transcript("chatgw doctor --model gpt-4o"), "port PORT"));
    }

    [GeneratedRegex(@"port \d+")]
    private static partial Regex AnyPort();
}
