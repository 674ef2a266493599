/** The shells that can complete xt's words and queries. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The script that a shell reads once; it asks `xt autocomplete SHELL --line=…` at each completion. */
export function scriptOf(shell: Shell): string {
  return scripts[shell];
}

const bash = `# Completion of xt for bash: eval "$(xt autocomplete bash)"
_xt_autocomplete() {
  local line kind='' listing=()
  [ "$COMP_TYPE" = 63 ] && listing=(--listing)
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$kind" ]; then kind=$line; else COMPREPLY+=("$line"); fi
  done < <("\${COMP_WORDS[0]}" autocomplete bash "--line=\${COMP_LINE:0:COMP_POINT}" "\${listing[@]}" 2>/dev/null)
  case $kind in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
    texts) compopt -o nospace; compopt -o nosort ;;
  esac 2>/dev/null
}
complete -F _xt_autocomplete xt
`;

const zsh = `#compdef xt
# Completion of xt for zsh: eval "$(xt autocomplete zsh)", after compinit
_xt_autocomplete() {
  local -a lines texts shown ending
  local line
  lines=("\${(@f)$(command "\${words[1]}" autocomplete zsh "--line=\${(j: :)words[1,CURRENT-1]} \${QIPREFIX}\${PREFIX}" 2>/dev/null)}")
  case "\${lines[1]}" in
    files) _files; return ;;
    folders) _files -/; return ;;
    texts) ending=(-S '') ;;
    words) ;;
    *) return 1 ;;
  esac
  for line in "\${(@)lines[3,-1]}"; do
    texts+=("\${line%%$'\\t'*}")
    shown+=("\${line#*$'\\t'}")
  done
  if (( \${lines[2]} < 0 )); then ending+=(-U); else compset -p "\${lines[2]}"; fi
  (( \${#texts} )) && compadd -Q "\${(@)ending}" -V xt -l -d shown -a texts
}
if [ "\${funcstack[1]}" = _xt ]; then _xt_autocomplete "$@"; else compdef _xt_autocomplete xt; fi
`;

const fish = `# Completion of xt for fish: xt autocomplete fish | source
function __xt_autocomplete
    set -l words (commandline -opc)
    set -l lines (command $words[1] autocomplete fish --line=(commandline -cp | string collect) 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
        case '*'
            printf '%s\\n' $lines[2..-1]
    end
end
complete -c xt -f -k -a '(__xt_autocomplete)'
`;

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
