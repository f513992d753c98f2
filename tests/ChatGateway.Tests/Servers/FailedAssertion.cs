using Xunit.Sdk;

namespace ChatGateway.Tests.Servers;

/// <summary>The assertion that failed last in a test: whoever throws while the test is being left would hide it.</summary>
internal sealed class FailedAssertion
{
    private static readonly AsyncLocal<FailedAssertion?> Current = new();

    private volatile Exception? _failed;

    static FailedAssertion() => AppDomain.CurrentDomain.FirstChanceException += static (_, thrown) =>
    {
        if (thrown.Exception is XunitException && Current.Value is { } test) test._failed = thrown.Exception;
    };

    public Exception? Failed => _failed;

    /// <summary>Watches the calling test from now on.</summary>
    public static FailedAssertion OfThisTest() => Current.Value ??= new FailedAssertion();
}
