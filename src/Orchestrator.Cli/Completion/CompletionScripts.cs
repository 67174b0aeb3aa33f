namespace Orchestrator.Cli.Completion;

/// <summary>Scripts that ask the program itself what may come next, so that they never fall behind it.</summary>
internal static class CompletionScripts
{
    // The line goes without the program's name, which is whatever it was installed as; so does the position.
    private const string Bash = """
        # orchestrator: completion for bash. Load it with: eval "$(orchestrator completion bash)"
        _orchestrator() {
            local line="${COMP_LINE#*[[:space:]]}" position word="${COMP_WORDS[COMP_CWORD]}"
            position=$(( COMP_POINT - ${#COMP_LINE} + ${#line} ))
            (( position < 0 )) && return
            local IFS=$'\n'
            COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$position]" "$line" 2>/dev/null)" -- "$word") )
            [[ ${#COMPREPLY[@]} -eq 0 ]] && compopt -o default
        }
        complete -F _orchestrator orchestrator

        """;

    private const string Zsh = """
        #compdef orchestrator
        # orchestrator: completion for zsh. Load it with: eval "$(orchestrator completion zsh)"
        _orchestrator() {
            local line="${words[2,-1]}" position
            local before="${words[2,CURRENT-1]}"
            position=$(( ${#before} + ${#PREFIX} + (CURRENT > 2 ? 1 : 0) ))
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:$position]" "$line" 2>/dev/null)}")
            found=(${found:#})
            if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _orchestrator orchestrator

        """;

    private const string Fish = """
        # orchestrator: completion for fish. Load it with: orchestrator completion fish | source
        function __orchestrator_complete
            set -l before (commandline -cp)
            set -l line (string replace -r '^\s*\S+\s?' '' -- "$before")
            orchestrator "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c orchestrator -a '(__orchestrator_complete)'

        """;

    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "There is no script for this shell."),
    };
}
