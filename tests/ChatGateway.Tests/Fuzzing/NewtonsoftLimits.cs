using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>What Newtonsoft itself reads otherwise than it stands, whatever the types say.</summary>
internal static class NewtonsoftLimits
{
    public static bool Exceeds(JToken token) => token is JContainer container && container.DescendantsAndSelf().Any(item => item switch
    {
        // read as Newtonsoft's own references
        JProperty { Name: "$type" or "$id" or "$ref" or "$value" or "$values" } => true,
        // taken for the member in any case of letters, where the wire keeps it as an unknown one
        JProperty property => DeclaredMembers.IsMisspelt(property.Name),
        // beyond a double's range, and so infinite
        JValue { Value: double number } => !double.IsFinite(number),
        _ => false,
    });
}
