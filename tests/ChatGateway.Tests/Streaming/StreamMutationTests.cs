using ChatGateway.Tests.Fuzzing;
using Xunit;

namespace ChatGateway.Tests.Streaming;

public sealed class StreamMutationTests
{
    [Fact]
    public Task Stream_AnyMutation_IsAnAnswerOrATypedException() => MutationProperty.CheckAsync(FuzzTarget.Stream, executions: 800);
}
