namespace ChatGateway;

/// <summary>Reads the answer of an attempt, as part of it: what is wrong with the answer is the attempt's failure, and may be sent again.</summary>
internal interface IAnswerReader
{
    /// <summary>Reads a whole answer, whose body is in memory, or a stream's first event.</summary>
    /// <exception cref="ChatGatewayException">The answer is an error under a status of success, or not one of the API.</exception>
    ValueTask ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken);
}
