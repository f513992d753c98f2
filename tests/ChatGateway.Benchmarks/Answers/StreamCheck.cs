namespace ChatGateway.Benchmarks.Answers;

/// <summary>Follows one stream and compares it with what was sent.</summary>
/// <param name="expected">What was sent.</param>
/// <param name="onDelta">Is told the number of each piece of text as it comes.</param>
internal sealed class StreamCheck(StreamAnswer expected, Action<int>? onDelta)
{
    private int _deltas;
    private int _topLogprobs;
    private double _logprobSum;
    private int _totalTokens;

    public void Delta(string text)
    {
        AnswerCheck.Equal(TokenTexts.At(_deltas), text, "text of a delta");
        onDelta?.Invoke(_deltas);
        _deltas++;
    }

    public void Token(double logprob, int topLogprobs)
    {
        _logprobSum += logprob;
        _topLogprobs += topLogprobs;
    }

    public void Usage(int totalTokens) => _totalTokens = totalTokens;

    public void End()
    {
        AnswerCheck.Equal(expected.Deltas, _deltas, "deltas");
        AnswerCheck.Equal(expected.TotalTokens, _totalTokens, "total tokens");
        AnswerCheck.Equal(expected.TopLogprobs, _topLogprobs, "top log probabilities");
        AnswerCheck.Close(expected.LogprobSum, _logprobSum, "sum of log probabilities");
    }
}
