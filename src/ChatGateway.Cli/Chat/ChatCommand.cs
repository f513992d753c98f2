using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary><c>chatgw chat</c>: its options.</summary>
internal static class ChatCommand
{
    public const string Name = "chat";

    public static Command Create(CliEnvironment environment, CliConsole console)
    {
        var options = new ConnectionOptions();
        Option<string> model = ConnectionOptions.Model();
        var system = new Option<string>("--system") { Description = "Instructions to the model, sent as the system message.", HelpName = "text" };

        var command = new Command(Name, "Talks with a model, line by line; what was said is remembered until the end. /help lists the commands.") { model, options.Endpoint, options.Tier, options.AllowInsecureHttp, system };
        command.SetAction((parsed, cancellationToken) => ErrorReport.RunAsync(console, async () =>
        {
            await using Connection connection = await Connection.OpenAsync(environment, options.Of(parsed), console, cancellationToken);
            ModelId first = parsed.GetValue(model) ?? environment.Model ?? Question.DefaultModel;
            return await new ChatLoop(new ChatSession(connection.Client, console, first, parsed.GetValue(system)), console).RunAsync();
        }));
        return command;
    }
}
