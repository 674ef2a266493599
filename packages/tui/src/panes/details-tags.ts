import { quoteName, quoteText } from '../query/splice.ts';
import { idColumn } from '../query/with-ids.ts';
import { columnNamed, idAt, type Sheet, type SheetColumn } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';

/** The query of the values of all tags that the runs of these details have; nothing where they have none. */
export function tagsText(details: Sheet): string | undefined {
  const names = tagNames(details);
  if (names.length === 0) return undefined;
  const ids = Array.from({ length: details.length }, (_, row) => quoteText(idAt(details, row) ?? ''));
  const columns = names.map((name) => `tags.${quoteName(name)}`);
  return `run ${ids.join(', ')} select ${columns.join(', ')}, id as \`${idColumn}\``;
}

/** A column for each tag over the rows of the details: its value, or `label` where a run has it without one. */
export function tagColumns(state: State, details: Sheet, label: string): readonly SheetColumn[] {
  const values = sheetOf(state, 'tags');
  const isKnown = values !== undefined && state.answers.tags?.good?.ask.text === tagsText(details);
  const valueRows = new Map(
    Array.from({ length: isKnown ? values.length : 0 }, (_, row) => [
      values === undefined ? undefined : idAt(values, row),
      row,
    ]),
  );
  return tagNames(details).map((name, index): SheetColumn => {
    const text = (row: number): string | null => {
      if (!namesAt(details, row).includes(name)) return null;
      const at = valueRows.get(idAt(details, row));
      return (at === undefined ? null : values?.columns[index]?.text(at)) ?? label;
    };
    return { name, type: 'text', role: 'tag', right: false, text, read: text };
  });
}

/** The names of the tags of the runs, each once, in order. */
function tagNames(details: Sheet): readonly string[] {
  const all = Array.from({ length: details.length }, (_, row) => namesAt(details, row)).flat();
  return [...new Set(all)];
}

function namesAt(details: Sheet, row: number): readonly string[] {
  const names = columnNamed(details, 'tags')?.read(row) ?? null;
  return Array.isArray(names) ? names.map(String) : [];
}
