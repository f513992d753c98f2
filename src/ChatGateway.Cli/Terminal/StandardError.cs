namespace ChatGateway.Cli;

/// <summary>Opens stderr, whose absence is no failure.</summary>
internal static class StandardError
{
    public static Stream Open() => Descriptor.WasClosed(Descriptor.Error) ? Stream.Null : new NoteStream(Console.OpenStandardError());
}
