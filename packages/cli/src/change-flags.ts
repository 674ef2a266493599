import type { ChosenRuns } from '@xt/server';
import { switchFlag, textFlag } from './flag-kinds.ts';
import { usageProblem } from './problem.ts';

/** The flags of a command that says something of runs. */
export const changeFlags = {
  query: textFlag({ helpValue: 'QUERY', summary: 'Of the runs that this query finds, instead of RUN.' }),
  'dry-run': switchFlag({ summary: 'Say what would be done; write nothing.' }),
};

/** The runs of a command: its words, or those of `--query`; `form` is how the command is written. */
export function chosenRuns(words: readonly string[], query: string | undefined, form: string): ChosenRuns {
  if (query !== undefined && words.length > 0) {
    throw usageProblem(`runs were given twice: as \`${words[0]}\` and by \`--query\``, `one of the two: \`${form}\``);
  }
  if (query !== undefined) return { kind: 'query', text: query };
  if (words.length === 0) {
    throw usageProblem(
      'no run is named',
      `\`${form}\`, where RUN is an id, a name or the start of an id; or \`--query\``,
    );
  }
  return { kind: 'texts', texts: words };
}

/** The runs of a command whose last word is something else, and that word. */
export function runsAndLast(
  words: readonly string[],
  query: string | undefined,
  form: string,
): { readonly of: ChosenRuns; readonly last: string } {
  const last = words.at(-1);
  if (last === undefined || (query === undefined && words.length === 1)) {
    throw usageProblem(`a word is missing after ${last === undefined ? 'the command' : `\`${last}\``}`, `\`${form}\``);
  }
  return { of: chosenRuns(words.slice(0, -1), query, form), last };
}
