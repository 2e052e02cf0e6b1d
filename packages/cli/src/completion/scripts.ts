import type { Shell } from "./shells.ts";

// Names are data: no script evaluates the tool's answer. The scripts call the tool by the name that was typed.

const bash = `# bash completion of skyvia-schedules. Load it with: source <(skyvia-schedules completion bash)
_skyvia_schedules() {
  local value description
  local -a values=() shown=() tool=("$1")
  # An alias is not expanded in a function. Its text is the user's own command line.
  [[ $1 == skyvia-schedules && -n \${BASH_ALIASES[$1]-} ]] && eval "tool=(\${BASH_ALIASES[$1]})"
  COMPREPLY=()
  while IFS=$'\t' read -r value description; do
    if [[ $value == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$2")
      return
    fi
    values+=("$value")
    shown+=("$value\${description:+  ($description)}")
  done < <("\${tool[@]}" __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
  if [[ \${#values[@]} -gt 1 && $COMP_TYPE == 63 ]]; then
    COMPREPLY=("\${shown[@]}")
  elif [[ \${#values[@]} -gt 0 ]]; then
    COMPREPLY=("\${values[@]}")
    [[ \${values[0]} == *: ]] && compopt -o nospace 2>/dev/null
  fi
  return 0
}
complete -F _skyvia_schedules skyvia-schedules
`;

const zsh = `#compdef skyvia-schedules
# zsh completion of skyvia-schedules. Load it with: source <(skyvia-schedules completion zsh)
# or keep it as the file _skyvia-schedules in a folder of fpath.
_skyvia_schedules() {
  local line value description tool=\${(Q)words[1]}
  local -a values shown open openShown
  while IFS= read -r line; do
    value=\${line%%$'\t'*}
    description=\${line#*$'\t'}
    if [[ $value == :files ]]; then
      compset -P '--[a-z-]##='
      _files
      return
    fi
    if [[ $value == *: ]]; then
      open+=("$value")
      openShown+=("$value")
    else
      values+=("$value")
      shown+=("$value\${description:+  -- $description}")
    fi
  done < <("$tool" __complete zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null </dev/null)
  (( \${#open} )) && compadd -S '' -d openShown -a -- open
  (( \${#values} )) && compadd -l -d shown -a -- values
  return 0
}
if [[ $funcstack[1] == _skyvia* ]]; then # a file in fpath, loaded at the first Tab
  _skyvia_schedules "$@"
else
  if (( ! \${+functions[compdef]} )); then
    autoload -Uz compinit && compinit -u
  fi
  compdef _skyvia_schedules skyvia-schedules
fi
`;

const fish = `# fish completion of skyvia-schedules. Load it with: skyvia-schedules completion fish | source
function __skyvia_schedules_complete
    set -l words (commandline -opc)
    set -l tool $words[1]
    set -e words[1]
    for line in ($tool __complete fish $words (commandline -ct | string unescape) 2>/dev/null </dev/null)
        if string match -q -- ':files*' $line
            set -l flag (string match -r -- '^--[a-z-]+=' (commandline -ct))
            string replace -r -- '^' "$flag" (__fish_complete_path (string replace -- "$flag" '' (commandline -ct)))
        else
            echo -- $line
        end
    end
end
complete -c skyvia-schedules -f -a '(__skyvia_schedules_complete)'
`;

const pwsh = `# PowerShell completion of skyvia-schedules. Load it with: skyvia-schedules completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName skyvia-schedules -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    $current = $wordToComplete.Trim('"', "'")
    $tool = $commandAst.CommandElements[0].Extent.Text
    & $tool __complete pwsh @words $current 2>$null | ForEach-Object {
        $value, $description = $_ -split [char]9, 2
        if ($value -ne ':files') {
            $text = $value
            if ($text -notmatch '^[\\w:./=-]+$') { $text = "'" + $text.Replace("'", "''") + "'" }
            if (-not $description) { $description = $value }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
        }
    }
}
`;

/** The script of each shell. */
export const completionScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish, pwsh };
