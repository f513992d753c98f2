using ChatGateway.Fuzz;

if (FuzzArguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(FuzzArguments.Usage);
    return 2;
}
return arguments.Replay is { } file ? await Replay.RunAsync(file) : await new FuzzRun(arguments).RunAsync();
