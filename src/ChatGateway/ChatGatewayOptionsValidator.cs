using Microsoft.Extensions.Options;

namespace ChatGateway;

/// <summary>Checks the ranges that the options' attributes give.</summary>
[OptionsValidator]
internal sealed partial class ChatGatewayOptionsValidator : IValidateOptions<ChatGatewayOptions>;
