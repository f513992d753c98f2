using System.Globalization;
using System.Security.Cryptography;
using ChatGateway.Tests.Fuzzing;

namespace ChatGateway.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzArguments(TimeSpan Duration, int Seed, IReadOnlyList<FuzzTarget> Targets, int Workers, string? Replay)
{
    public const string Usage = "Usage: [--minutes 20] [--seed N] [--target stream|body|all] [--workers 2] | --replay FILE";

    private static readonly FuzzTarget[] Streams = [FuzzTarget.Stream];
    private static readonly FuzzTarget[] Bodies = [FuzzTarget.Chat, FuzzTarget.Embeddings, FuzzTarget.Models, FuzzTarget.Error];

    /// <returns>Null when the arguments make no sense.</returns>
    public static FuzzArguments? Parse(string[] args)
    {
        double minutes = 20;
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        int workers = 2;
        string target = "all";
        string? replay = null;
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            string value = args[i + 1];
            bool isKnown = args[i] switch
            {
                "--minutes" => double.TryParse(value, CultureInfo.InvariantCulture, out minutes) && minutes > 0,
                "--seed" => int.TryParse(value, CultureInfo.InvariantCulture, out seed),
                "--workers" => int.TryParse(value, CultureInfo.InvariantCulture, out workers) && workers > 0,
                "--target" => (target = value) is "stream" or "body" or "all",
                "--replay" => File.Exists(replay = value),
                _ => false,
            };
            if (!isKnown) return null;
        }
        // a stream holds every fault that a body can, and its own
        FuzzTarget[] targets = target switch
        {
            "stream" => Streams,
            "body" => Bodies,
            _ => [.. Enumerable.Repeat(Streams[0], Bodies.Length), .. Bodies],
        };
        return new FuzzArguments(TimeSpan.FromMinutes(minutes), seed, targets, workers, replay);
    }
}
