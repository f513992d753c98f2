using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatGateway;

/// <summary>How a client reaches its gateway. Read and checked once, when the client is made; later changes have no effect.</summary>
public sealed class ChatGatewayOptions
{
    /// <summary>The key, sent as <c>Authorization: Bearer</c>. Blank ends are trimmed.</summary>
    /// <value>Default null: none is sent, which ChatAnywhere's hosts do not accept.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gives the key for each request instead of <see cref="ApiKey"/>, so that it can be rotated.</summary>
    /// <value>Default null. What it throws is the inner exception of the call's <see cref="GatewayConnectionException"/>.</value>
    public Func<CancellationToken, ValueTask<string?>>? ApiKeyProvider { get; set; }

    /// <summary>
    /// The API's root, usually ending in <c>/v1</c>; a pasted chat route is taken off. Only https, except on loopback.
    /// The first endpoint is used first; retries go to the next when the connection, the time or the server fails.
    /// </summary>
    /// <value>Default null: ChatAnywhere, <c>https://api.chatanywhere.tech/v1</c>, then <c>https://api.chatanywhere.org/v1</c>.</value>
    public IList<Uri>? Endpoints { get; set; }

    /// <summary>The class of the key, which sets the allowlist where <see cref="AllowedModels"/> does not.</summary>
    /// <value>Default null: free where every endpoint is ChatAnywhere's, otherwise no allowlist.</value>
    [EnumDataType(typeof(KeyTier))]
    public KeyTier? KeyTier { get; set; }

    /// <summary>The models that may be asked for.</summary>
    /// <value>Default null: by <see cref="KeyTier"/>.</value>
    public ModelAllowlist? AllowedModels { get; set; }

    /// <summary>Models of the gateway that the catalogue does not know; allowed in any case.</summary>
    /// <value>Default null: none.</value>
    public IList<ModelId>? ExtraModels { get; set; }

    /// <summary>What happens to a request whose parameters its model is known to refuse, such as a temperature of a reasoning model.</summary>
    /// <value>Default <see cref="RuleBehavior.Warn"/>. <see cref="RequestOptions.SkipChecks"/> leaves these rules out of a call.</value>
    [EnumDataType(typeof(RuleBehavior))]
    public RuleBehavior ParameterRules { get; set; }

    /// <summary>The model of calls that name none.</summary>
    /// <value>Default null: such calls fail.</value>
    public ModelId? DefaultModel { get; set; }

    /// <summary>Headers of every request, such as <c>HTTP-Referer</c> for OpenRouter.</summary>
    /// <value>Default null: none.</value>
    public IDictionary<string, string>? Headers { get; set; }

    /// <summary>Whether plain http is accepted beyond loopback. The key then travels readable by anyone on the way.</summary>
    /// <value>Default false.</value>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>How long calls may take, how often they are retried, and when an endpoint is left alone.</summary>
    [ValidateObjectMembers]
    public ResilienceOptions Resilience { get; set; } = new();

    /// <summary>How much of an answer is read.</summary>
    [ValidateObjectMembers]
    public GatewayLimits Limits { get; set; } = new();

    /// <summary>How requests are counted against daily quotas, and how many may be sent.</summary>
    [ValidateObjectMembers]
    public QuotaOptions Quota { get; set; } = new();

    /// <summary>Where log messages go. Set by dependency injection.</summary>
    /// <value>Default null: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock of every time-out.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
