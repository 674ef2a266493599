import type { Name } from '../index.d.cts';
import { nameKey } from './marks.ts';
import { XtError } from './xt-error.ts';

/** A name of the data for a template, whatever characters it has. */
export function name(text: string): Name {
  if (typeof text !== 'string' || text === '') {
    throw new XtError('a name is a text of at least one character', "for example: `name('val/f1 (B)')`");
  }
  if (text.includes('\0')) throw new XtError('a name has no character NUL (`\\0`)');
  return { name: text, [nameKey]: text } as Name;
}
