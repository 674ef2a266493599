import { once } from './once.ts';

const LETTER = '[\\p{L}_]';
/** What a name goes on with after its first letter; the source of a regular expression with the flag `u`. */
export const REST = '[\\p{L}\\p{M}\\p{N}_]';
/** A name as it can be written without backquotes; the source of a regular expression with the flag `u`. */
export const PATH = `${LETTER}${REST}*(?:[./@-]${REST}+)*`;

// What most names are; V8 takes milliseconds to read the letters of all languages.
const plainPath = /^[A-Za-z_]\w*(?:[./@-]\w+)*$/;
const wholePath = once(() => new RegExp(`^${PATH}$`, 'u'));

/** True if a name can be written without quotes where any word is a name. */
export function isName(text: string): boolean {
  return (plainPath.test(text) || wholePath().test(text)) && text.toLowerCase() !== 'not';
}
