namespace ChatGateway.Tests.Servers;

/// <summary>What the server does with one request; the connection stays open for the next unless the step closes it.</summary>
internal delegate Task ScriptedStep(ScriptedConnection connection);
