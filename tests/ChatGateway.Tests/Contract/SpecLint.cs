using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>Turns the findings of a rule into a test result.</summary>
internal static class SpecLint
{
    public static void Clean(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        Assert.True(all.Length == 0, $"The rule is broken in {all.Length} place(s):\n{string.Join('\n', all)}");
    }

    /// <summary>The rule finds exactly this: proof that it can fail, for the right reason.</summary>
    public static void Finds(string expected, IEnumerable<string> findings) =>
        Assert.Equal(expected, Assert.Single(findings));
}
