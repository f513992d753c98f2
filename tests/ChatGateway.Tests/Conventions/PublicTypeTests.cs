using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatGateway.Tests.Conventions;

/// <summary>What holds for every public type.</summary>
public sealed class PublicTypeTests
{
    private static readonly Type[] Types = typeof(ChatGatewayClient).Assembly.GetExportedTypes();

    [Fact]
    public void Names_DoNotClashWithMicrosoftExtensionsAI()
    {
        var taken = typeof(IChatClient).Assembly.GetExportedTypes().Select(type => type.Name).ToHashSet(StringComparer.Ordinal);

        Assert.All(Types, type => Assert.DoesNotContain(type.Name, taken));
    }

    [Fact]
    public void Namespace_IsOne_ButForRegistration() =>
        Assert.All(Types, type => Assert.Equal(
            type == typeof(ChatGatewayServiceCollectionExtensions) ? "Microsoft.Extensions.DependencyInjection" : "ChatGateway", type.Namespace));

    [Fact]
    public void Records_PrintNothing()
    {
        Assert.All(Wire.WireTypes.Records, type => Assert.Equal($"{type.Name} {{ }}", RuntimeHelpers.GetUninitializedObject(type).ToString()));
        // a prompt in ToString is a prompt in a log
        ChatCompletionRequest request = Client.TestClient.Request(text: "SECRET") with { User = "SECRET" };

        Assert.DoesNotContain("SECRET", request.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", request.Messages[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", request.Messages[0].Content!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", new ChatGatewayOptions { ApiKey = "SECRET" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ClientMethods_AreVirtual_WithACancellationTokenOverload()
    {
        MethodInfo[] methods = [.. typeof(ChatGatewayClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))];

        foreach (IGrouping<string, MethodInfo> overloads in methods.GroupBy(method => method.Name))
        {
            Assert.Contains(overloads, method => method.IsVirtual);
            int withOptions = overloads.Count(method => method.GetParameters() is [.., { ParameterType: var options }, { ParameterType: var token }]
                && options == typeof(RequestOptions) && token == typeof(CancellationToken));
            Assert.Equal(overloads.Count(), 2 * withOptions);
        }
    }
}
