using ChatGateway.Tests.Fuzzing;
using Xunit;

namespace ChatGateway.Tests.Wire;

public sealed class BodyMutationTests
{
    [Theory]
    [InlineData(nameof(FuzzTarget.Chat))]
    [InlineData(nameof(FuzzTarget.Embeddings))]
    [InlineData(nameof(FuzzTarget.Models))]
    [InlineData(nameof(FuzzTarget.Error))]
    public Task Body_AnyMutation_IsAnAnswerOrATypedException(string target) => MutationProperty.CheckAsync(Enum.Parse<FuzzTarget>(target), executions: 800);
}
