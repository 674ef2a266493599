import { quoteText } from '../query/splice.ts';
import { idAt, textAt } from '../sheet/sheet.ts';
import { sheetOf } from './select.ts';
import type { State } from './state.ts';

/** What people call runs, by their ids, as far as panes know it. */
export function runNames(state: State): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [slot, column] of [
    ['curves', 'run'],
    ['lineage', 'name'],
    ['runs', 'name'],
  ] as const) {
    const sheet = sheetOf(state, slot);
    for (let row = 0; row < (sheet?.length ?? 0); row++) {
      const id = sheet && idAt(sheet, row);
      const name = sheet && textAt(sheet, column, row);
      if (id !== undefined && name !== undefined && !names.has(id)) names.set(id, name);
    }
  }
  return names;
}

/** A query as people read it: with the names of runs where it has their ids. */
export function withRunNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/'(?:[^']|'')*'/g, (quoted) => {
    const name = names.get(quoted.slice(1, -1).replaceAll("''", "'"));
    return name === undefined ? quoted : quoteText(name);
  });
}
