using System.Net;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>
/// Lets the public client read an input and holds it to its promises: an answer or one of its own exceptions, the same however
/// the bytes arrive, in memory bounded by the input, and a result that is what it says. Not thread-safe.
/// </summary>
internal sealed class Oracle : IDisposable
{
    private readonly FuzzClient _client = new();
    private readonly StreamPromises _streams;
    private readonly BodyPromises _bodies;

    public Oracle()
    {
        _streams = new StreamPromises(_client);
        _bodies = new BodyPromises(_client);
    }

    public async Task<Verdict> CheckAsync(FuzzInput input)
    {
        Outcome outcome = new([], null, null);
        string? answer = null;
        ViolationException? violation = null;
        try
        {
            outcome = input.Target == FuzzTarget.Stream ? await _client.EnumerateAsync(input) : await _client.CallAsync(input);
            CheckFailure(input, outcome.Failure);
            Outcome again = await MeasuredAsync(input with { Pieces = FuzzInput.Whole });
            CheckSame(outcome, again);
            if (outcome.Failure is null || outcome.Chunks.Count > 0) answer = Json.Write(outcome.Answer);
            if (!input.IsSuccess) Demand(outcome.Failure is not null, "a failure answered", $"status {input.Status}");
            else if (input.Target == FuzzTarget.Stream) await _streams.CheckAsync(input, outcome, again);
            else if (outcome.Failure is null) await _bodies.CheckAsync(input.Target, outcome.Answer!, answer!);
        }
        catch (ViolationException e)
        {
            violation = e;
        }
        catch (Exception e)
        {
            // the client's exceptions are outcomes: this one comes from looking at its answer
            violation = ViolationException.Of("an answer throws", e);
        }
        return new Verdict($"{input.Target} {outcome.Ending}", violation is null ? Features.Of(input, outcome, answer) : [], violation);
    }

    public void Dispose() => _client.Dispose();

    internal static void Demand(bool kept, string kind, string detail)
    {
        if (!kept) throw new ViolationException(kind, detail);
    }

    private static void CheckFailure(FuzzInput input, Exception? failure)
    {
        if (failure is null) return;
        if (failure is not ChatGatewayException known) throw ViolationException.Of("untyped", failure);
        // the bytes came to a clean end: no connection failed, only a stream may be called broken when it ends too soon
        bool isPossible = known switch
        {
            GatewayResponseException response => input.IsSuccess || response.StatusCode == (HttpStatusCode)input.Status,
            QuotaExhaustedException => true,
            GatewayProtocolException => input.IsSuccess,
            // a mutation may make an event stream of a body, which is put together
            GatewayStreamException stream => input.IsSuccess && input.Target is FuzzTarget.Stream or FuzzTarget.Chat
                && stream.Reason is not (GatewayStreamFailure.Idle or GatewayStreamFailure.Interrupted),
            GatewayConnectionException => input.IsSuccess && input.Target == FuzzTarget.Stream,
            _ => false,
        };
        Demand(isPossible, $"impossible {known.GetType().Name}", known.ToString());
        Demand(known.Message.Length < 8192, "a message without end", $"{known.Message.Length} characters");
        string?[] texts = [known.Message, (known as GatewayResponseException)?.ResponseExcerpt, (known as GatewayProtocolException)?.ResponseExcerpt];
        Demand(!texts.Any(text => text?.Contains(FuzzClient.Key, StringComparison.Ordinal) == true), "the key in an exception", known.Message);
    }

    private static void CheckSame(Outcome outcome, Outcome again)
    {
        Demand(
            outcome.Ending == again.Ending && outcome.Failure?.Message == again.Failure?.Message,
            "the ending depends on the reads",
            $"{outcome.Failure?.Message ?? outcome.Ending} <> {again.Failure?.Message ?? again.Ending}");
        if (outcome.Failure is not null) return;
        string first = Json.Write(outcome.Answer);
        string second = Json.Write(again.Answer);
        Demand(Json.AreSame(first, second), "the answer depends on the reads", $"{first}\n<>\n{second}");
    }

    private async Task<Outcome> MeasuredAsync(FuzzInput input)
    {
        // the first time may also pay for what is made once
        for (int attempt = 0; ; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Task<Outcome> call = _client.CallAsync(input);
            // otherwise another thread paid, and the count says nothing
            bool isMeasured = call.IsCompleted;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Outcome outcome = await call;
            if (!isMeasured || allocated <= AllocationLimit.For(input.Body.Length)) return outcome;
            Demand(attempt == 0, "memory without bound", $"{allocated:N0} bytes for an input of {input.Body.Length:N0}");
        }
    }
}
