using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary><c>chatgw completion</c>: scripts for shells, which ask the tool itself what may follow.</summary>
internal static class CompletionCommand
{
    // the parser answers "[suggest:position]" with what may stand there, one a line
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _chatgw() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(chatgw "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -F _chatgw chatgw

            """,
        ["zsh"] = """
            #compdef chatgw
            _chatgw() {
                local -a words_that_fit
                words_that_fit=("${(@f)$(chatgw "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -- $words_that_fit
            }
            compdef _chatgw chatgw

            """,
        ["fish"] = """
            complete --command chatgw --no-files --arguments '(chatgw "[suggest:"(commandline --cursor)"]" (commandline) 2>/dev/null)'

            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName chatgw -ScriptBlock {
                param($word, $line, $position)
                chatgw "[suggest:$position]" "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """,
    };

    public static Command Create(CliConsole console)
    {
        var shell = new Argument<string>("shell") { Description = $"The shell: {string.Join(", ", Scripts.Keys)}.", HelpName = "shell" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a script that completes commands and options in a shell, such as: source <(chatgw completion bash)") { shell };
        command.SetAction(parsed =>
        {
            console.Out.Write(Scripts[parsed.GetValue(shell)!].ReplaceLineEndings("\n"));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
