using ChatGateway.SpecDiff;
using ChatGateway.Tests.Contract;
using ChatGateway.Tests.Contract.Diff;

const int Alike = 0, Breaks = 1, Failed = 2;

if (args.Length is not (1 or 2) || args[0].StartsWith('-'))
{
    Console.Error.WriteLine("Usage: specdiff BEFORE [AFTER], each a file or a git revision; AFTER is the spec of this checkout by default. Exits with 1 when a change breaks code.");
    return Failed;
}
try
{
    SpecDocument before = await SpecSource.ReadAsync(args[0]);
    SpecDocument after = await SpecSource.ReadAsync(args.ElementAtOrDefault(1) ?? SpecSource.Here);
    IReadOnlyList<SpecChange> changes = SpecDiff.Between(before, after);
    Console.Write(SpecDiffReport.Of(changes));
    return changes.Any(change => change.Impact == ChangeImpact.Breaking) ? Breaks : Alike;
}
catch (UnreadableSpecException e)
{
    Console.Error.WriteLine(e.Message);
    return Failed;
}
