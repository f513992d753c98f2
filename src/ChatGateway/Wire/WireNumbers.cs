namespace ChatGateway;

/// <summary>Numbers of few digits, which nearly all are, read faster than by the platform and to the same value.</summary>
internal static class WireNumbers
{
    /// <summary>Whole numbers up to here are exact as a double.</summary>
    private const ulong MaxExact = 1UL << 53;

    /// <summary>More digits could overflow.</summary>
    private const int MaxDigits = 18;

    /// <summary>The powers of ten that are exact as a double.</summary>
    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>The digits of a double's mantissa, in bits.</summary>
    private const int SignificantBits = 53;

    private const int MaxQuotientScale = 19;

    private static readonly ulong[] WholePowersOfTen =
    [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    /// <summary>Reads an integer without fraction and exponent; false when it is anything else.</summary>
    public static bool TryReadShort(ReadOnlySpan<byte> number, out long value)
    {
        bool isNegative = number is [(byte)'-', ..];
        if (isNegative) number = number[1..];
        value = 0;
        if (number.Length is 0 or > MaxDigits) return false;
        foreach (byte c in number)
        {
            uint digit = (uint)(c - '0');
            if (digit > 9) return false;
            value = (value * 10) + digit;
        }
        if (isNegative) value = -value;
        return true;
    }

    /// <summary>
    /// Reads a number whose digits and whose power of ten are both exact as doubles: one multiplication or division then rounds
    /// correctly (Clinger, 1990). False when it is not such a number.
    /// </summary>
    public static bool TryReadShort(ReadOnlySpan<byte> number, out double value)
    {
        value = 0;
        bool isNegative = number is [(byte)'-', ..];
        int at = isNegative ? 1 : 0;
        ulong digits = 0;
        int count = 0;
        int scale = 0;
        bool isFraction = false;
        for (; at < number.Length; at++)
        {
            uint digit = (uint)(number[at] - '0');
            if (digit <= 9)
            {
                if (digits > 0 || digit > 0) count++;
                if (count > MaxDigits) return false;
                digits = (digits * 10) + digit;
                if (isFraction) scale--;
            }
            else if (number[at] == '.' && !isFraction)
            {
                isFraction = true;
            }
            else
            {
                break;
            }
        }
        if (at < number.Length)
        {
            if ((number[at] | 0x20) != 'e' || !TryReadExponent(number[(at + 1)..], out int exponent)) return false;
            scale += exponent;
        }
        if (digits <= MaxExact && scale is >= -22 and <= 22) value = scale < 0 ? digits / PowersOfTen[-scale] : digits * PowersOfTen[scale];
        else if (scale is < 0 and >= -MaxQuotientScale) value = Divide(digits, -scale);
        else return false;
        if (isNegative) value = -value;
        return true;
    }

    /// <summary>
    /// A fraction of up to 18 digits, as programs print doubles: the quotient is made exactly to more bits than a double has, and
    /// rounded once, half to even. None is near the ends of a double's range.
    /// </summary>
    private static double Divide(ulong digits, int scale)
    {
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(new UInt128(digits, 0), WholePowersOfTen[scale]);
        int bits = 128 - (int)UInt128.LeadingZeroCount(quotient);
        int dropped = bits - SignificantBits;
        ulong significant = (ulong)(quotient >> dropped);
        UInt128 rest = quotient & ((UInt128.One << dropped) - 1);
        UInt128 half = UInt128.One << (dropped - 1);
        bool isUp = rest > half || (rest == half && (remainder != 0 || (significant & 1) == 1));
        if (isUp) significant++;
        return Math.ScaleB(significant, dropped - 64);
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        if (text is [(byte)'+', ..]) text = text[1..];
        bool isRead = TryReadShort(text, out long value) && value is > -100 and < 100;
        exponent = isRead ? (int)value : 0;
        return isRead;
    }
}
