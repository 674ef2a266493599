import { idColumn } from './with-ids.ts';

/** The query as a person would write it, without the column of ids that the panes ask for. */
export function withoutIds(text: string): string {
  return text.replace(`, id as \`${idColumn}\``, '');
}
