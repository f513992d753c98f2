using System.CommandLine;
using ChatGateway.Cli;

using CliConsole console = CliConsole.OfProcess();
RootCommand root = CommandLine.Create(new CliEnvironment(Environment.GetEnvironmentVariable), console);
return await CommandLine.RunAsync(root, args, console);
