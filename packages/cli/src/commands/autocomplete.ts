import { shellLines } from '../autocomplete/shell-lines.ts';
import { splitLine } from '../autocomplete/shell-words.ts';
import { scriptOf, shells } from '../autocomplete/shells.ts';
import { suggest } from '../autocomplete/suggest.ts';
import { type Command, defineCommand } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { argument, switchFlag, textFlag } from '../flag-kinds.ts';
import { usageProblem } from '../problem.ts';

/** The command that completes command lines of all these commands, and the queries in them. */
export function autocompleteCommand(commands: () => readonly Command[]): Command {
  return defineCommand({
    id: 'autocomplete',
    summary: 'Print a script with which a shell completes commands, and the query inside the quotes.',
    description:
      'Once for a shell, in its start-up file. bash: eval "$(xt autocomplete bash)". zsh, after compinit: eval "$(xt autocomplete zsh)". fish: xt autocomplete fish | source.',
    usage: 'autocomplete bash|zsh|fish',
    examples: ['eval "$(xt autocomplete bash)"', 'xt autocomplete fish > ~/.config/fish/completions/xt.fish'],
    args: { shell: argument({ description: 'The shell.', options: [...shells] }) },
    flags: {
      line: textFlag({ helpValue: 'TEXT', summary: 'Print what completes this command line; the scripts ask so.' }),
      listing: switchFlag({ summary: 'With --line: bash shows a list now.' }),
    },
    run: async ({ flags, args }, terminal) => {
      const shell = shells.find((known) => known === args.shell);
      if (shell === undefined) throw usageProblem('`xt autocomplete` needs a shell', 'one of: bash, zsh, fish');
      if (flags.line === undefined) {
        await terminal.out.write(scriptOf(shell));
        return exitStatus.done;
      }
      const words = splitLine(flags.line, shell);
      const suggested = await suggest(words, commands(), flags, terminal);
      const word = words[words.length - 1];
      if (word === undefined) return exitStatus.done;
      const lines = shellLines(shell, word, suggested, flags.listing);
      await terminal.out.write(`${lines.join('\n')}\n`);
      return exitStatus.done;
    },
  });
}
