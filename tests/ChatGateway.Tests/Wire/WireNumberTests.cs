using System.Globalization;
using System.Text;
using CsCheck;
using Xunit;

namespace ChatGateway.Tests.Wire;

/// <summary>The quick readers of numbers give what the platform gives, or leave the number to it.</summary>
public sealed class WireNumberTests
{
    [Theory]
    [InlineData("0", 0d)]
    [InlineData("-0.0", -0d)]
    [InlineData("-0.00012345678901234", -0.00012345678901234)]
    [InlineData("9007199254740992", 9007199254740992d)]
    [InlineData("1.5e3", 1500d)]
    [InlineData("-9999.0", -9999d)]
    [InlineData("2E-7", 2e-7)]
    [InlineData("1e+22", 1e22)]
    public void TryReadShort_FewDigits_AreTheDouble(string text, double expected)
    {
        Assert.True(WireNumbers.TryReadShort(Encoding.UTF8.GetBytes(text), out double value));

        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("1e23")]
    [InlineData("1e-23")]
    [InlineData("0.12345678901234567890")]
    [InlineData("1e999999999999")]
    [InlineData("1x")]
    public void TryReadShort_OtherNumbers_AreLeftToThePlatform(string text) =>
        Assert.False(WireNumbers.TryReadShort(Encoding.UTF8.GetBytes(text), out double _));

    [Fact]
    public void TryReadShort_AnyDouble_IsThatOfThePlatform()
    {
        Gen<string> written = Gen.OneOf(
            Gen.Double.Where(double.IsFinite).Select(value => value.ToString("R", CultureInfo.InvariantCulture)),
            Gen.Select(Gen.Long, Gen.Int[-30, 30], (digits, exponent) => string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent}")),
            Gen.Select(Gen.Int, Gen.UInt, (whole, fraction) => string.Create(CultureInfo.InvariantCulture, $"{whole}.{fraction:00000000}")));
        int quick = 0;

        written.Sample(text =>
        {
            if (!WireNumbers.TryReadShort(Encoding.UTF8.GetBytes(text), out double value)) return;
            Interlocked.Increment(ref quick);
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
        }, iter: 200_000);

        Assert.True(quick > 20_000, $"Only {quick} numbers were read the quick way.");
    }

    [Fact]
    public void TryReadShort_AnyInteger_IsThatOfThePlatform() => Gen.Long.Sample(number =>
    {
        bool isRead = WireNumbers.TryReadShort(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), out long value);
        Assert.True(isRead ? value == number : Math.Abs((double)number) >= 1e17);
    }, iter: 100_000);
}
