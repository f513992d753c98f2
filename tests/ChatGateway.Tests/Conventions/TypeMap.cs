using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ChatGateway.Tests.Conventions;

/// <summary>Which room each type of the library stands in, by its source file, and which types it uses, by its IL.</summary>
internal sealed partial class TypeMap
{
    private readonly Dictionary<string, string> _rooms = new(StringComparer.Ordinal);
    private readonly HashSet<(string User, string Used)> _uses = [];

    public IReadOnlyCollection<(string User, string Used)> Uses => _uses;

    public IEnumerable<string> Rooms => _rooms.Values.Distinct();

    public static TypeMap Load()
    {
        var map = new TypeMap();
        map.ReadSources(RepositoryRoot.At("src", "ChatGateway"));
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(typeof(ChatGatewayClient).Assembly.Location);
        foreach (TypeDefinition type in assembly.MainModule.GetTypes()) map.ReadUses(type);
        return map;
    }

    public string RoomOf(string type) => _rooms[type];

    private void ReadSources(string root)
    {
        string generated = Path.Combine(root, "Generated", "ChatGateway.g.cs");
        foreach (string file in SourceFiles.Of(root).Append(generated))
        {
            string folder = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0];
            string room = folder.EndsWith(".cs", StringComparison.Ordinal) ? "ChatGatewayClient" : folder;
            foreach (Match match in Declaration().Matches(File.ReadAllText(file)))
            {
                string name = match.Groups["name"].Value;
                // the partials beside generated types only add conveniences: the type stays in its own room
                if (!_rooms.TryAdd(name, room) && room == "Generated") _rooms[name] = room;
            }
        }
    }

    private void ReadUses(TypeDefinition type)
    {
        string? user = NameOf(type);
        if (user is null) return;
        Add(user, type.BaseType);
        foreach (InterfaceImplementation implemented in type.Interfaces) Add(user, implemented.InterfaceType);
        foreach (FieldDefinition field in type.Fields) Add(user, field.FieldType);
        foreach (MethodDefinition method in type.Methods)
        {
            Add(user, method.ReturnType);
            foreach (ParameterDefinition parameter in method.Parameters) Add(user, parameter.ParameterType);
            if (!method.HasBody) continue;
            foreach (VariableDefinition variable in method.Body.Variables) Add(user, variable.VariableType);
            foreach (Instruction instruction in method.Body.Instructions) AddOperand(user, instruction.Operand);
        }
    }

    private void AddOperand(string user, object? operand)
    {
        if (operand is TypeReference type) Add(user, type);
        else if (operand is MemberReference member) Add(user, member.DeclaringType);
        if (operand is GenericInstanceMethod generic)
        {
            foreach (TypeReference argument in generic.GenericArguments) Add(user, argument);
        }
    }

    private void Add(string user, TypeReference? reference)
    {
        if (reference is null) return;
        if (reference is GenericInstanceType generic)
        {
            foreach (TypeReference argument in generic.GenericArguments) Add(user, argument);
        }
        if (NameOf(reference.GetElementType()) is { } used && used != user) _uses.Add((user, used));
    }

    /// <summary>The name of the outermost type, when it is one of the library's own source.</summary>
    private string? NameOf(TypeReference type)
    {
        TypeReference outermost = type;
        while (outermost.DeclaringType is { } declaring) outermost = declaring;
        string name = outermost.Name.Split('`')[0];
        return _rooms.ContainsKey(name) ? name : null;
    }

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|ref)\s+)+(?:record struct|record class|record|class|struct|interface|enum)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
