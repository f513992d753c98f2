namespace ChatGateway;

/// <summary>
/// A call that failed. Its message says what was sent where and what came (in English, as logs want it), then why it probably
/// failed and what to do (see <see cref="Diagnosis"/>); it does not hold the key, and the prompt only where the gateway's own words,
/// which are quoted, repeat it. Wrong arguments are <see cref="ArgumentException"/>s instead, cancellation is an
/// <see cref="OperationCanceledException"/>.
/// </summary>
public abstract class ChatGatewayException : Exception
{
    private protected ChatGatewayException(string what, CallDescription call, Diagnosis diagnosis, Exception? inner = null)
        : base(string.Join(' ', new[] { what, diagnosis.Explanation, diagnosis.Advice }.Where(text => text.Length > 0)), inner)
    {
        Diagnosis = diagnosis;
        Endpoint = call.Endpoint;
        Model = call.Model;
        Attempts = call.Attempts;
    }

    /// <summary>The probable cause, and what to do.</summary>
    public Diagnosis Diagnosis { get; }

    /// <summary>The endpoint that was called, or would have been: <see cref="Attempts"/> tells.</summary>
    /// <value>Null when no endpoint was chosen yet.</value>
    public Uri? Endpoint { get; }

    /// <summary>The model that was asked for.</summary>
    /// <value>Null for calls that name none.</value>
    public ModelId? Model { get; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; }
}
