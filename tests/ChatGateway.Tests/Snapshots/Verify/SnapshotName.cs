using System.Globalization;
using System.Reflection;
using VerifyTests;
using Xunit;

namespace ChatGateway.Tests.Snapshots;

/// <summary>Verify's names: <c>Class.Method</c>, <c>Class.Method_name=value</c>, <c>Class.Method_text</c>.</summary>
internal static class SnapshotName
{
    // Windows' set on every system: a snapshot is checked out anywhere
    private static readonly char[] Invalid = ['"', '\\', '<', '>', '|', ':', '*', '?', '/'];

    public static string Of(string sourceFile, string method, VerifySettings settings)
    {
        // a path compiled on Windows has the other separator
        string className = Path.GetFileNameWithoutExtension(sourceFile.Replace('\\', '/'));
        return $"{className}.{method}{Suffix(Find(className, method), settings)}";
    }

    private static string Suffix(MethodInfo method, VerifySettings settings)
    {
        if (settings.ParametersText is { } text)
            return "_" + Clean(text);

        ParameterInfo[] declared = method.GetParameters();
        if (declared.Length == 0)
            return "";
        if (settings.Parameters is not { } values)
        {
            string names = string.Join(", ", declared.Select(p => p.Name));
            throw new VerifyException($"{method.Name} has parameters: add .UseParameters({names}).");
        }

        if (values.Count > declared.Length)
            throw new VerifyException($"UseParameters got {values.Count} values for the {declared.Length} parameters of {method.Name}.");
        return string.Concat(values.Zip(declared, (value, parameter) => $"_{parameter.Name}={Format(value)}"));
    }

    private static string Format(object? value) =>
        value is null ? "null" : Clean(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null");

    private static string Clean(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || Invalid.Contains(c) ? '-' : c));

    // Verify.Xunit asks xunit for the running test; here the caller must be that test
    private static MethodInfo Find(string className, string method)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        return typeof(SnapshotName).Assembly.GetTypes()
            .Where(type => type.Name == className)
            .SelectMany(type => type.GetMethods(All))
            .FirstOrDefault(candidate => candidate.Name == method && candidate.IsDefined(typeof(FactAttribute), inherit: true))
            ?? throw new VerifyException(
                $"{className}.{method} is not a test: call Verifier.Verify from the test method, in a file named like its class.");
    }
}
