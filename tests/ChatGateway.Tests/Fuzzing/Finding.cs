using System.Text;
using Newtonsoft.Json;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>An input that breaks a promise, as it is kept in a file.</summary>
/// <param name="Kind">The promise.</param>
/// <param name="Detail">What happened instead.</param>
/// <param name="Seed">The seed of the run that found it.</param>
/// <param name="Input">The input as it was found.</param>
/// <param name="Minimized">A shorter one that breaks the same promise; null when none was looked for.</param>
internal sealed record Finding(string Kind, string Detail, int Seed, FuzzInput Input, FuzzInput? Minimized)
{
    private const int LongestDetail = 4000;

    /// <summary>Looks for a shorter input that breaks the same promise.</summary>
    public static async Task<Finding> MinimizeAsync(ViolationException violation, FuzzInput input, int seed, Func<FuzzInput, Task<Verdict>> check)
    {
        string message = violation.Message;
        FuzzInput minimized = await Minimizer.MinimizeAsync(input, async candidate =>
        {
            if ((await check(candidate)).Violation is not { } found || found.Kind != violation.Kind) return false;
            message = found.Message;
            return true;
        });
        return new Finding(violation.Kind, message[..Math.Min(message.Length, LongestDetail)], seed, input, minimized);
    }

    public static Finding Parse(string json) => JsonConvert.DeserializeObject<Finding>(json)!;

    public string ToJson() => JsonConvert.SerializeObject(this, Formatting.Indented);

    /// <summary>For people; the bytes stand in the file as base64.</summary>
    public override string ToString()
    {
        FuzzInput shown = Minimized ?? Input;
        return $"{Detail}\n{shown.Target} {shown.Status} {shown.MediaType}, reads {string.Join(',', shown.Pieces)}, {shown.Body.Length} bytes:\n"
            + $"{Encoding.UTF8.GetString(shown.Body)}\nbase64 {Convert.ToBase64String(shown.Body)}";
    }
}
