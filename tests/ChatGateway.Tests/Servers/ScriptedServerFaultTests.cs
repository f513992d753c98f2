using Xunit;

namespace ChatGateway.Tests.Servers;

/// <summary>The faults of the scripted server, and its own failures, against a plain HttpClient.</summary>
public sealed class ScriptedServerFaultTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new() { Timeout = Patience };

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Close_BeforeTheBodyEnds_IsPrematureEnd()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(200, ("Content-Length", "10"));
            await connection.SendAsync("half");
            await connection.CloseAsync();
        });

        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(server.Address));

        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
    }

    [Fact]
    public async Task Close_BodyWithoutLength_EndsIt()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(200);
            await connection.SendAsync("all");
            await connection.CloseAsync();
        });

        Assert.Equal("all", await _client.GetStringAsync(server.Address));
    }

    [Fact]
    public async Task Reset_InsteadOfAnAnswer_IsIOException()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            connection.Reset();
        });

        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(server.Address));

        Assert.IsAssignableFrom<IOException>(error.InnerException);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task WaitForClientClose_ClientCancels_SeesItSoon()
    {
        TaskCompletionSource<TimeSpan> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(200, ("Content-Length", "10"));
            closed.SetResult(await connection.WaitForClientCloseAsync(Patience));
        });
        using CancellationTokenSource cancel = new();
        using HttpResponseMessage response = await _client.GetAsync(server.Address, HttpCompletionOption.ResponseHeadersRead);
        Task<string> reading = response.Content.ReadAsStringAsync(cancel.Token);

        Assert.False(reading.IsCompleted);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.InRange(await closed.Task.WaitAsync(Patience), TimeSpan.Zero, Patience / 2);
    }

    [Fact]
    public async Task WaitForClientClose_ClientStays_TimesOut()
    {
        ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WaitForClientCloseAsync(TimeSpan.FromMilliseconds(50));
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(server.Address));

        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => server.DisposeAsync().AsTask());
        Assert.IsType<TimeoutException>(Assert.Single(error.InnerExceptions));
    }

    [Fact]
    public async Task Dispose_StalledConnection_EndsIt()
    {
        TaskCompletionSource stalling = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            stalling.SetResult();
            await connection.StallAsync();
        });
        Task<string> reading = _client.GetStringAsync(server.Address);
        await stalling.Task.WaitAsync(Patience);

        await server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => reading);
    }

    [Fact]
    public async Task Dispose_StepFailed_Throws()
    {
        ScriptedServer server = ScriptedServer.Start(_ => throw new InvalidDataException("wrong step"));

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(server.Address));

        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => server.DisposeAsync().AsTask());
        Assert.Equal("wrong step", Assert.Single(error.InnerExceptions).Message);
    }

    [Fact]
    public async Task Dispose_StepAndAssertionFailed_ThrowsBoth()
    {
        AggregateException error = await Assert.ThrowsAsync<AggregateException>(async () =>
        {
            await using ScriptedServer server = ScriptedServer.Start(_ => throw new InvalidDataException("wrong step"));
            await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(server.Address));
            Assert.Fail("wrong answer");
        });

        Assert.Equal(["wrong answer", "wrong step"], error.InnerExceptions.Select(inner => inner.Message));
    }

    [Fact]
    public async Task StartOnce_RequestTooMany_Throws()
    {
        ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, "1"));
        await _client.GetStringAsync(server.Address);

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(server.Address));

        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => server.DisposeAsync().AsTask());
        Assert.Contains("Request 2", Assert.Single(error.InnerExceptions).Message, StringComparison.Ordinal);
    }
}
