using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>What a call tells of itself, and that docs/observability.md says the same.</summary>
[Collection(GlobalSettingsGroup.Name)]
public sealed partial class TelemetryTests
{
    private static readonly string Document = File.ReadAllText(RepositoryRoot.At("docs", "observability.md"));

    [Fact]
    public async Task Meter_RetryFailoverAndStream_AreCounted()
    {
        await using ScriptedServer down = ScriptedServer.Start(Fast.Fails(500));
        await using ScriptedServer up = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        string host = "127.0.0.1";
        List<string> measured = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "ChatGateway") self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, tags));
        listener.Start();
        using ChatGatewayClient client = Fast.Client([down.Endpoint, up.Endpoint], options => options.AllowedModels = ModelAllowlist.Of("m"));

        await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync();
        Assert.Throws<ModelNotAllowedException>(() => { _ = client.CompleteChatAsync("n", "Hello"); });

        string[] seen;
        lock (measured) seen = [.. measured];
        Assert.Contains($"chatgateway.attempts route=chat/completions,server.address={host},server.port={down.Endpoint.Port},outcome=failed", seen);
        Assert.Contains($"chatgateway.attempts route=chat/completions,server.address={host},server.port={up.Endpoint.Port},outcome=answered", seen);
        Assert.Contains("chatgateway.retries route=chat/completions", seen);
        Assert.Contains("chatgateway.failovers route=chat/completions", seen);
        Assert.Contains("chatgateway.allowlist.rejections route=chat/completions", seen);
        Assert.Contains("chatgateway.first_event.duration route=chat/completions", seen);

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string text = $"{instrument.Name} {string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}";
            lock (measured) measured.Add(text);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_IsTracedByThePlatform_AndSendsNoTraceContext(bool registered)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using ServiceProvider services = new ServiceCollection().AddChatGateway(options => options.Endpoints = [server.Endpoint]).Services.BuildServiceProvider();
        using ChatGatewayClient own = Fast.Client(server);

        await (registered ? services.GetRequiredService<ChatGatewayClient>() : own).CompleteChatAsync(TestClient.Request());

        Assert.Contains(stopped, activity => activity.GetTagItem("server.port") is int port && port == server.Endpoint.Port);
        Assert.DoesNotContain(server.Requests[0].Headers.Keys, name => name.StartsWith("trace", StringComparison.OrdinalIgnoreCase) || name.Equals("Request-Id", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Meter_RetrievedModel_IsMeasuredUnderOneRoute()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, """{"id":"gpt-4o-mini","object":"model"}"""));
        var routes = new ConcurrentQueue<object?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "chatgateway.attempts") self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags.ToArray().Contains(new("server.port", server.Endpoint.Port))) routes.Enqueue(tags.ToArray().First(tag => tag.Key == "route").Value);
        });
        listener.Start();
        using ChatGatewayClient client = Fast.Client(server);

        await client.GetModelAsync("gpt-4o-mini");

        Assert.Equal("models/{model}", Assert.Single(routes));
    }

    [Fact]
    public async Task Log_RetriedCall_TellsItsAttempts()
    {
        using var log = new CollectingLoggerProvider();
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(503), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server, options => options.LoggerFactory = factory);

        await client.CompleteChatAsync(TestClient.Request());

        string[] events = [.. log.Messages.Select(message => message.Split(' ')[1])];
        Assert.Equal(["1", "2", "3", "1", "2"], events);
    }

    [Fact]
    public void Document_NamesEveryInstrumentAndEvent_AndNoOther()
    {
        string[] instruments = [.. typeof(GatewayMeter).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(field => field.GetValue(null)).OfType<Instrument>().Select(instrument => instrument.Name).Order(StringComparer.Ordinal)];
        string[] documented = [.. InstrumentRow().Matches(Document).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        string[] events = [.. typeof(GatewayLog).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => (method.Name, Attribute: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(pair => pair.Attribute is not null)
            .Select(pair => $"| {pair.Attribute!.EventId} | {pair.Attribute.Level} | {pair.Name} |")];

        Assert.Equal(instruments, documented);
        Assert.NotEmpty(events);
        Assert.All(events, row => Assert.Contains(row, Document, StringComparison.Ordinal));
        Assert.Equal(events.Length, EventRow().Count(Document));
    }

    [GeneratedRegex(@"^\| `(chatgateway\.[a-z_.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentRow();

    [GeneratedRegex(@"^\| \d+ \| ", RegexOptions.Multiline)]
    private static partial Regex EventRow();
}
