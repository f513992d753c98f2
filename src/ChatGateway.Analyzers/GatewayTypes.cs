using Microsoft.CodeAnalysis;

namespace ChatGateway.Analyzers;

/// <summary>The library's types in a compilation, found when they are asked for: until then the compiler has read its references for itself.</summary>
internal sealed class GatewayTypes
{
    private const string AssemblyName = "ChatGateway";

    private readonly Compilation _compilation;
    private IAssemblySymbol? _library;
    private INamedTypeSymbol? _modelId;
    private INamedTypeSymbol? _allowlist;
    private INamedTypeSymbol? _options;
    private INamedTypeSymbol? _client;
    private INamedTypeSymbol? _clientExtensions;
    private INamedTypeSymbol? _chatRequest;
    private INamedTypeSymbol? _catalogModel;
    private INamedTypeSymbol? _allowedRange;

    private GatewayTypes(Compilation compilation) => _compilation = compilation;

    private IAssemblySymbol? Library => _library ??=
        _compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(static assembly => assembly.Name == AssemblyName);

    public INamedTypeSymbol? ModelId => Find("ModelId", ref _modelId);

    public INamedTypeSymbol? Allowlist => Find("ModelAllowlist", ref _allowlist);

    public INamedTypeSymbol? Options => Find("ChatGatewayOptions", ref _options);

    public INamedTypeSymbol? Client => Find("ChatGatewayClient", ref _client);

    public INamedTypeSymbol? ClientExtensions => Find("ChatGatewayClientExtensions", ref _clientExtensions);

    public INamedTypeSymbol? ChatRequest => Find("ChatCompletionRequest", ref _chatRequest);

    public INamedTypeSymbol? CatalogModel => Find("CatalogModelAttribute", ref _catalogModel);

    public INamedTypeSymbol? AllowedRange => Find("AllowedRangeAttribute", ref _allowedRange);

    /// <summary>The types, or null where the library is not among the references.</summary>
    public static GatewayTypes? Of(Compilation compilation) =>
        compilation.References.Any(MayBeLibrary) ? new GatewayTypes(compilation) : null;

    /// <summary>Whether a symbol is this type or a member of it.</summary>
    public static bool Same(ISymbol? symbol, INamedTypeSymbol? type) => type is not null && SymbolEqualityComparer.Default.Equals(symbol, type);

    /// <summary>Whether a type is <c>ModelId</c> or <c>ModelId?</c>.</summary>
    public bool IsModelId(ITypeSymbol? type) =>
        Same(type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type, ModelId);

    /// <summary>Whether a type is <see cref="Uri"/>.</summary>
    public static bool IsUri(ITypeSymbol? type) => type is { Name: nameof(Uri), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether a member belongs to the library.</summary>
    public bool Declares(ISymbol member) => Library is { } library && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, library);

    // by its name, without reading it
    private static bool MayBeLibrary(MetadataReference reference) => reference switch
    {
        CompilationReference { Compilation.AssemblyName: { } name } => name == AssemblyName,
        PortableExecutableReference { FilePath: { } path } => Path.GetFileNameWithoutExtension(path) == AssemblyName,
        _ => true,
    };

    private INamedTypeSymbol? Find(string name, ref INamedTypeSymbol? type) => type ??= Library?.GetTypeByMetadataName($"{AssemblyName}.{name}");
}
