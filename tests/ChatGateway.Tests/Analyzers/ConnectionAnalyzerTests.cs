using Xunit;

namespace ChatGateway.Tests.Analyzers;

/// <summary>CGW004 and CGW006.</summary>
public sealed class ConnectionAnalyzerTests
{
    private const string Key = "sk-Ab1Cd2Ef3Gh4Ij5Kl6Mn7";

    [Theory]
    [InlineData("https://api.chatanywhere.tech/v1/completions", "CGW004 Error: The endpoint is the legacy completions route, which free keys are answered 403 for; use 'https://api.chatanywhere.tech/v1'")]
    [InlineData("http://localhost:8000/v1/completions/", "CGW004 Error: The endpoint is the legacy completions route, which free keys are answered 403 for; use 'http://localhost:8000/v1'")]
    [InlineData("https://api.chatanywhere.tech/v1/chat/completions", "CGW004 Info: The endpoint ends in a route, which the library adds; write 'https://api.chatanywhere.tech/v1'")]
    [InlineData("https://api.chatanywhere.org", "CGW004 Info: The endpoint has no version root, which the library adds; write 'https://api.chatanywhere.org/v1'")]
    [InlineData("https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=1", "CGW004 Info: The endpoint ends in a route, which the library adds; write 'https://x.openai.azure.com/openai/deployments/d?api-version=1'")]
    public async Task Endpoint_ThatIsARouteOrLacksItsRoot_IsReported(string address, string message)
    {
        string[] places =
        [
            $"""options.Endpoints = [new Uri("{address}")];""",
            $"""options.Endpoints = new List<Uri> {"{"} new Uri("{address}") {"}"};""",
            $"""options.Endpoints = new[] {"{"} new Uri("{address}") {"}"};""",
            $"""options.Endpoints!.Add(new Uri("{address}"));""",
            $"""_ = new ChatGatewayOptions {"{"} Endpoints = [new("{address}")] {"}"};""",
        ];
        foreach (string place in places)
        {
            using var project = new AnalyzedProject(AnalyzedProject.Method(place));
            Assert.Equal([message], await project.FindAsync());
        }
    }

    [Theory]
    [InlineData("""options.Endpoints = [new Uri("https://api.chatanywhere.tech/v1")];""")]
    [InlineData("""options.Endpoints = [new Uri("https://api.deepseek.com")];""")]
    [InlineData("""var page = new Uri("https://example.org/v1/completions"); _ = page;""")]
    [InlineData("""options.Endpoints = [new Uri(Console.ReadLine()!)];""")]
    public async Task Endpoint_OfGoodForm_OrAnotherAddress_IsNot(string code)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(code));

        Assert.Empty(await project.FindAsync());
    }

    [Theory]
    [InlineData($"""_ = new ChatGatewayClient("{Key}");""")]
    [InlineData($"""options.ApiKey = "{Key}";""")]
    [InlineData($"""_ = new ChatGatewayOptions {"{"} ApiKey = " {Key} " {"}"};""")]
    [InlineData($"""options.ApiKey = Environment.GetEnvironmentVariable("KEY") ?? "{Key}";""")]
    [InlineData($"""_ = new ChatGatewayClient(Environment.GetEnvironmentVariable("KEY") ?? "{Key}");""")]
    [InlineData($"""const string Mine = "{Key}"; options.ApiKey = Mine;""")]
    public async Task Key_InTheSource_IsReportedAndNotShown(string code)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(code));

        Assert.Equal(["CGW006 Warning: An API key stands in the source code; read it from configuration or a secret store"], await project.FindAsync());
    }

    [Theory]
    [InlineData("""_ = new ChatGatewayClient("sk-test");""")]
    [InlineData("""_ = new ChatGatewayClient(Environment.GetEnvironmentVariable("CHATGATEWAY_API_KEY")!);""")]
    [InlineData("""options.ApiKey = null;""")]
    [InlineData("""string text = "sk-Ab1Cd2Ef3Gh4Ij5Kl6Mn7"; _ = text;""")]
    public async Task Key_FromElsewhere_OrAnExample_IsNot(string code)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(code));

        Assert.Empty(await project.FindAsync());
    }
}
