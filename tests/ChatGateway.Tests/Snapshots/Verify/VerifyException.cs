namespace VerifyTests;

/// <summary>A text differs from its verified file, or there is none.</summary>
public sealed class VerifyException : Exception
{
    /// <summary>Creates one without a reason.</summary>
    public VerifyException()
    {
    }

    /// <summary>Creates one that says why.</summary>
    public VerifyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one that says why and what led to it.</summary>
    public VerifyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
