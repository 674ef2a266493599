import type { LineText } from './line-edit.ts';

/** What stands before the cursor: all that completion looks at. */
export function editorBefore({ text, cursor }: LineText): string {
  return text.slice(0, cursor);
}
