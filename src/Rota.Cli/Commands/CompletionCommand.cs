using System.CommandLine;

namespace Rota.Cli.Commands;

/// <summary><c>completion</c>: a script that teaches a shell the tool's words. They come from the grammar itself, by its [suggest] directive.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # rota completion for bash. For good: rota completion bash > ~/.local/share/bash-completion/completions/rota
        _rota_complete() {
            local cur="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$cur"))
            if [[ $COMP_CWORD -gt 1 && $cur != -* ]]; then COMPREPLY+=($(compgen -f -- "$cur")); fi
        }
        complete -o filenames -F _rota_complete rota
        """;

    private const string Zsh = """
        #compdef rota
        # rota completion for zsh. Now: source <(rota completion zsh)
        _rota() {
            local -a found
            found=("${(@f)$(${words[1]} "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- $found
            _files
        }
        compdef _rota rota
        """;

    private const string Fish = """
        # rota completion for fish. For good: rota completion fish > ~/.config/fish/completions/rota.fish
        function __rota_complete
            set -l line (commandline -cp)
            rota "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c rota -a '(__rota_complete)'
        """;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("completion", "print the script that completes rota's words in your shell");
        foreach (var (shell, script) in new[] { ("bash", Bash), ("zsh", Zsh), ("fish", Fish) })
        {
            var leaf = new Command(shell, $"the script for {shell}");
            leaf.SetAction(_ => terminal.Line(script));
            command.Subcommands.Add(leaf);
        }
        command.SetAction(new Action<ParseResult>(_ =>
            throw new RotaException("completion needs a shell: bash, zsh or fish; for bash: source <(rota completion bash)")));
        return command;
    }
}
