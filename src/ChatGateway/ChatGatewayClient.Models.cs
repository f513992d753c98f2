using System.Net;

namespace ChatGateway;

public partial class ChatGatewayClient
{
    private const string ModelsRoute = "models";

    /// <summary>Lists what the gateway offers to the key: <c>GET /models</c>. The list may hold models of every kind.</summary>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The models; empty when the gateway lists none.</returns>
    /// <exception cref="GatewayResponseException">The gateway answered with an error.</exception>
    /// <exception cref="GatewayConnectionException">No answer came.</exception>
    /// <exception cref="GatewayProtocolException">The answer is not one of the API.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public virtual Task<IReadOnlyList<ModelInfo>> GetModelsAsync(RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        GatewayCall call = NewCall("GET", ModelsRoute, model: null, isStream: false, options);
        return Exchange.RunAsync(call, new ModelListOperation(), cancellationToken);
    }

    /// <inheritdoc cref="GetModelsAsync(RequestOptions?, CancellationToken)"/>
    public Task<IReadOnlyList<ModelInfo>> GetModelsAsync(CancellationToken cancellationToken) => GetModelsAsync(null, cancellationToken);

    /// <summary>
    /// Retrieves what the gateway says of one model: <c>GET /models/{model}</c>. Gateways that serve only the list
    /// (404, 405) are asked for that instead.
    /// </summary>
    /// <param name="model">The model. The allowlist is not asked: looking costs nothing.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The id is empty, or <c>.</c> or <c>..</c>, which no address can hold.</exception>
    /// <exception cref="GatewayResponseException">The gateway answered with an error, or does not list the model (404).</exception>
    /// <exception cref="GatewayConnectionException">No answer came.</exception>
    /// <exception cref="GatewayProtocolException">The answer is not one of the API.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public virtual Task<ModelInfo> GetModelAsync(ModelId model, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (model.Value is "" or "." or "..") throw new ArgumentException("The model id is empty or a relative path.", nameof(model));
        GatewayCall call = NewCall("GET", $"{ModelsRoute}/{Uri.EscapeDataString(model.Value)}", model, isStream: false, options);
        return GetOrFindAsync(model, call, options, cancellationToken);
    }

    /// <inheritdoc cref="GetModelAsync(ModelId, RequestOptions?, CancellationToken)"/>
    public Task<ModelInfo> GetModelAsync(ModelId model, CancellationToken cancellationToken) => GetModelAsync(model, null, cancellationToken);

    private async Task<ModelInfo> GetOrFindAsync(ModelId model, GatewayCall call, RequestOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await Exchange.RunAsync(call, new ModelOperation(model), cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayResponseException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            GatewayCall list = NewCall("GET", ModelsRoute, model: null, isStream: false, options);
            list.TakeTimeOf(call);
            IReadOnlyList<ModelInfo> models = await Exchange.RunAsync(list, new ModelListOperation(), cancellationToken).ConfigureAwait(false);
            if (models.FirstOrDefault(info => info.Id == model) is { } found) return found;
            throw;
        }
    }
}
