using System.Runtime.CompilerServices;

namespace ChatGateway;

/// <summary>A few items on the stack.</summary>
[InlineArray(Length)]
internal struct FewItems<T>
{
    public const int Length = 8;

    private T _first;
}
