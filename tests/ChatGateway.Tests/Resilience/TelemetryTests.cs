using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
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
        Assert.Contains($"chatgateway.attempts route=chat/completions,server.address={host},outcome=failed", seen);
        Assert.Contains($"chatgateway.attempts route=chat/completions,server.address={host},outcome=answered", seen);
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
