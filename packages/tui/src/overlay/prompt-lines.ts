import { bar } from '../editor/bar.ts';
import { piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import type { Prompt, PromptOverlay } from '../state/state.ts';
import { viewNameProblem } from '../views/view-reference.ts';

/** What is asked for. */
export function promptTitle({ what }: PromptOverlay): string {
  switch (what.kind) {
    case 'search':
      return `search in ${what.pane}`;
    case 'filter':
      return `only rows where ${what.column} …`;
    case 'save-view':
      return 'save as a view named';
    case 'save-file':
      return 'save into the file';
    case 'tag':
      return `tag ${runsText(what.names)}`;
    case 'untag':
      return `take a tag off ${runsText(what.names)}`;
    case 'note':
      return `note of ${runsText(what.names)}`;
    case 'rename':
      return `rename ${runsText(what.names)}`;
  }
}

/** The line, and under it what it may be, or why it was not taken. */
export function promptLines({ what, text, cursor, problem }: PromptOverlay, columns: number): readonly Line[] {
  const { line } = bar(text, { width: columns - 3, focus: cursor, cursor, plain: what.kind !== 'filter' });
  const wrong = problem ?? (what.kind === 'save-view' && text !== '' ? viewNameProblem(text) : undefined);
  const below: readonly Line[] =
    wrong === undefined
      ? [[piece(` ${promptHints[what.kind]}`, { tone: 'muted' })]]
      : wrapText(wrong, columns - 2).map((each): Line => [piece(` ${each}`, { tone: 'error' })]);
  return [[piece(' ❯ ', { tone: 'accent', bold: true }), ...line], ...below];
}

/** `a`, or how many they are and the first of them. */
function runsText(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : `${names.length} runs: ${names.join(', ')}`;
}

/** What a line may be, and the command that does the same. */
export const promptHints: Readonly<Record<Prompt['kind'], string>> = {
  search: 'enter goes to the next line that has it',
  filter: "> 0.9   between 1 and 2   is missing   like 'a%'",
  'save-view': 'the query, the pane and its settings   xt view save NAME …',
  'save-file': 'the ending is the format: .csv .parquet .json .svg .png …   xt query … -o FILE',
  tag: 'a label, or NAME=VALUE   xt tag RUN… LABEL',
  untag: 'the name of the tag   xt tag RUN… LABEL --remove',
  note: 'an empty text leaves no note   xt note RUN… TEXT',
  rename: 'the id stays   xt rename RUN NAME',
};
