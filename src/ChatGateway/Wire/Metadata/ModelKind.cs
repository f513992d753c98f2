namespace ChatGateway;

/// <summary>What a model of the catalogue is for.</summary>
public enum ModelKind
{
    /// <summary>Chat; hybrid models may also emit reasoning.</summary>
    Chat,

    /// <summary>Chat that thinks first.</summary>
    Reasoning,

    /// <summary>Chat that searches the web, for a fee a call.</summary>
    Search,

    /// <summary>Chat tuned for code.</summary>
    Code,

    /// <summary>Chat that may answer with pictures.</summary>
    ImageChat,

    /// <summary>Embedding vectors.</summary>
    Embedding,
}
