using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChatGateway.Cli;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>The checks of the network say the same in every language of the machine.</summary>
public sealed class NetworkCheckTests
{
    [Fact]
    public async Task Connection_WhereNumbersHaveCommas_SaysSecondsAsTheOptionTakesThem()
    {
        var withComma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        withComma.NumberFormat.NumberDecimalSeparator = ",";
        // takes connections and says nothing of TLS
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var patient = new Patient($"https://{silent.LocalEndpoint}/v1", null, null, ModelId.Gpt4oMini, TimeSpan.FromSeconds(0.5));

        CultureInfo before = CultureInfo.CurrentCulture;
        Finding finding;
        try
        {
            CultureInfo.CurrentCulture = withComma;
            finding = await NetworkChecks.ConnectionAsync(patient, CancellationToken.None);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.EndsWith(": no answer within 0.5 s", finding.Seen, StringComparison.Ordinal);
    }
}
