using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary><c>chatgw ask</c>: its arguments and options.</summary>
internal static class AskCommand
{
    // the range of RequestOptions.Timeout, whose own message speaks of .NET
    private const double ShortestTimeout = 0.1;
    private const double LongestTimeout = 24 * 60 * 60;

    public static Command Create(CliEnvironment environment, CliConsole console)
    {
        var prompt = new Argument<string[]>("prompt")
        {
            Description = "The question. What is piped in follows it after a blank line. Write -- before words that begin with a dash.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string> model = ConnectionOptions.Model();
        var connection = new ConnectionOptions();
        var system = new Option<string>("--system")
        {
            Description = "Instructions to the model, sent as the system message.",
            HelpName = "text",
        };
        var timeout = new Option<TimeSpan?>("--timeout")
        {
            Description = "How long the answer may take to begin.",
            HelpName = "seconds",
            CustomParser = OptionParsers.Seconds("--timeout", ShortestTimeout, LongestTimeout),
        };
        var json = new Option<bool>("--json") { Description = "Prints the chunks of the answer as JSON, one a line." };
        var quiet = new Option<bool>("--quiet") { Description = "Prints no token usage." };
        var logprobs = new Option<bool>("--logprobs") { Description = "Asks for the probabilities of the tokens: colours on a terminal (unless NO_COLOR is set), members of --json." };

        var command = new Command("ask", "Asks a question and prints the answer as it comes.")
        {
            prompt, model, connection.Endpoint, connection.Tier, connection.AllowInsecureHttp, system, timeout, json, quiet, logprobs,
        };
        command.SetAction((parsed, cancellationToken) => ErrorReport.RunAsync(console, () =>
        {
            var options = new AskOptions(
                PromptWords.Of(parsed, prompt),
                parsed.GetValue(model),
                connection.Of(parsed),
                parsed.GetValue(system),
                parsed.GetValue(timeout),
                parsed.GetValue(json),
                parsed.GetValue(quiet),
                parsed.GetValue(logprobs));
            return new Question(environment, console).AskAsync(options, cancellationToken);
        }));
        return command;
    }
}
