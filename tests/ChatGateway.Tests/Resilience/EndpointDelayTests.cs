using System.Diagnostics;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>What an endpoint asks of the next attempt holds for that endpoint, and until the call comes back to it.</summary>
public sealed class EndpointDelayTests
{
    [Fact]
    public async Task EndpointThatComesAgain_IsGivenTheTimeThatItAskedFor()
    {
        await using ScriptedServer first = ScriptedServer.StartOnce(Fast.Fails(503, ("Retry-After", "1")), Fast.Ok);
        await using ScriptedServer second = ScriptedServer.StartOnce(Fast.Fails(500));
        using ChatGatewayClient client = Fast.Client([first.Endpoint, second.Endpoint]);
        long start = Stopwatch.GetTimestamp();

        ChatCompletion completion = await client.CompleteChatAsync(TestClient.Request());

        // timers may be some milliseconds early
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(0.95));
        Assert.Equal((first.Endpoint, 3), (completion.Response!.Endpoint, completion.Response.Attempts));
    }

    [Fact]
    public async Task EndpointThatAsksForMoreThanACallWaits_IsPassedOver()
    {
        await using ScriptedServer first = ScriptedServer.StartOnce(Fast.Fails(503, ("Retry-After", "3600")));
        await using ScriptedServer second = ScriptedServer.StartOnce(Fast.Fails(500), Fast.Ok);
        using ChatGatewayClient client = Fast.Client([first.Endpoint, second.Endpoint]);

        ChatCompletion completion = await client.CompleteChatAsync(TestClient.Request());

        Assert.Equal((second.Endpoint, 3), (completion.Response!.Endpoint, completion.Response.Attempts));
    }

    [Fact]
    public async Task EndpointThatAsked_IsNotAskedInPlaceOfOneWhoseCircuitOpens()
    {
        await using ScriptedServer first = ScriptedServer.Start(Fast.Fails(503, ("Retry-After", "3600")));
        await using ScriptedServer second = ScriptedServer.Start(Fast.Fails(500));
        using ChatGatewayClient client = Fast.Client([first.Endpoint, second.Endpoint], options =>
        {
            options.Resilience.MaxRetries = 5;
            options.Resilience.BreakerMinimumCalls = 2;
        });

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal((1, 2), (first.Requests.Count, second.Requests.Count));
        Assert.Equal((second.Endpoint, 3), (error.Endpoint, error.Attempts));
    }

    [Fact]
    public async Task WhatOneEndpointAsksFor_IsNotTheOthers()
    {
        await using ScriptedServer first = ScriptedServer.StartOnce(Fast.Fails(500), Fast.Ok);
        await using ScriptedServer second = ScriptedServer.StartOnce(Fast.Fails(503, ("Retry-After", "3600")));
        using ChatGatewayClient client = Fast.Client([first.Endpoint, second.Endpoint]);

        ChatCompletion completion = await client.CompleteChatAsync(TestClient.Request());

        Assert.Equal((first.Endpoint, 3), (completion.Response!.Endpoint, completion.Response.Attempts));
    }

    [Fact]
    public async Task AllEndpoints_ThatAskForMoreThanACallWaits_EndIt()
    {
        await using ScriptedServer first = ScriptedServer.StartOnce(Fast.Fails(503, ("Retry-After", "3600")));
        await using ScriptedServer second = ScriptedServer.StartOnce(Fast.Fails(503, ("Retry-After", "7200")));
        using ChatGatewayClient client = Fast.Client([first.Endpoint, second.Endpoint]);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal((TimeSpan.FromHours(2), 2), (error.RetryAfter, error.Attempts));
    }
}
