using System.CodeDom.Compiler;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ChatGateway.Sandbox;
using PublicApiGenerator;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>The public surface, in two files a package: what is written by hand, and what the spec makes.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task Library_Handwritten_IsAsReviewed() => Verifier.Verify(Describe(typeof(ChatGatewayClient).Assembly, generated: false));

    [Fact]
    public Task Library_Generated_IsAsReviewed() => Verifier.Verify(Describe(typeof(ChatGatewayClient).Assembly, generated: true));

    [Fact]
    public Task Redis_Handwritten_IsAsReviewed() => Verifier.Verify(Describe(typeof(RedisQuotaStore).Assembly, generated: false));

    [Fact]
    public Task Sandbox_Handwritten_IsAsReviewed() => Verifier.Verify(Describe(typeof(SandboxGateway).Assembly, generated: false));

    [Fact]
    public void Library_Api_NamesNoLegacyRoute()
    {
        string[] members = [.. typeof(ChatGatewayClient).GetMethods().Select(method => method.Name).Distinct()];

        Assert.DoesNotContain(members, name => name.Contains("Completion", StringComparison.Ordinal) && !name.Contains("Chat", StringComparison.Ordinal));
        Assert.DoesNotContain(ModelCatalog.All, model => model.Id == "gpt-3.5-turbo-instruct");
    }

    private static string Describe(Assembly assembly, bool generated) => assembly.GeneratePublicApi(new ApiGeneratorOptions
    {
        IncludeAssemblyAttributes = false,
        // registration stands in a namespace of Microsoft's
        DenyNamespacePrefixes = [],
        IncludeTypes = [.. assembly.GetExportedTypes().Where(type => IsGenerated(type) == generated)],
        // how the generator made it, how the compiler tells nullability and what a tool need not warn of is no contract
        ExcludeAttributes = [typeof(GeneratedCodeAttribute).FullName!, typeof(UnconditionalSuppressMessageAttribute).FullName!, "Newtonsoft.Json.JsonPropertyAttribute", "Newtonsoft.Json.JsonConverterAttribute"],
    });

    private static bool IsGenerated(Type type) => type.GetCustomAttribute<GeneratedCodeAttribute>() is not null;
}
