import type { Key } from './key.ts';
import { isAnswerBegun, readAnswer, type TerminalAnswer } from './terminal-answer.ts';

/** What came from the terminal: keys, pasted texts and answers in order, and the beginning of a sequence that is not whole yet. */
export interface ReadKeys {
  readonly events: readonly (
    | { readonly kind: 'key'; readonly key: Key }
    | { readonly kind: 'paste'; readonly text: string }
    | { readonly kind: 'terminal'; readonly says: TerminalAnswer }
  )[];
  readonly rest: string;
}

const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/**
 * Reads the text that a terminal sends: characters, escape sequences of xterm, vt220 and rxvt, SGR mouse reports, bracketed
 * paste, answers to what it was asked. A sequence cut in two stays in `rest`; whoever waited long enough for more passes `final`, and a lone escape
 * is the escape key. What is not known is passed over.
 */
export function readKeys(text: string, final = false): ReadKeys {
  const events: ReadKeys['events'][number][] = [];
  let at = 0;
  while (at < text.length) {
    const left = text.slice(at);
    if (left.startsWith(pasteStart)) {
      const end = left.indexOf(pasteEnd);
      if (end === -1 && !final) return { events, rest: left };
      const body = left.slice(pasteStart.length, end === -1 ? undefined : end);
      events.push({ kind: 'paste', text: body.replaceAll('\r\n', '\n').replaceAll('\r', '\n') });
      at = end === -1 ? text.length : at + end + pasteEnd.length;
      continue;
    }
    const found = readAnswer(left);
    if (found !== undefined) {
      if (found.answer !== undefined) events.push({ kind: 'terminal', says: found.answer });
      at += found.length;
      continue;
    }
    // One that is cut off is nobody's: its rest would be keys.
    if (isAnswerBegun(left)) return { events, rest: final ? '' : left };
    const read = left.startsWith('\u001b') ? escapeSequence(left, final) : plainKey(left);
    if (read === undefined) return { events, rest: left };
    if (read.key !== undefined) events.push({ kind: 'key', key: read.key });
    at += read.length;
  }
  return { events, rest: '' };
}

/** True where what is left over is surely not whole yet: a paste, or an answer of the terminal. */
export function goesOn(rest: string): boolean {
  return rest.startsWith(pasteStart) || isAnswerBegun(rest);
}

interface OneKey {
  readonly key: Key | undefined;
  readonly length: number;
}

const controlNames: Readonly<Record<number, string>> = {
  0: 'ctrl-space',
  8: 'backspace',
  9: 'tab',
  10: 'enter',
  13: 'enter',
  27: 'escape',
  28: 'ctrl-\\',
  29: 'ctrl-]',
  30: 'ctrl-^',
  31: 'ctrl-_',
  127: 'backspace',
};

function plainKey(text: string): OneKey {
  const code = text.codePointAt(0) ?? 0;
  const character = String.fromCodePoint(code);
  const named = controlNames[code];
  if (named !== undefined) return { key: { name: named }, length: 1 };
  if (code < 32) return { key: { name: `ctrl-${String.fromCharCode(code + 96)}` }, length: 1 };
  return { key: { name: character === ' ' ? 'space' : character }, length: character.length };
}

const finalNames: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

const numberNames: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
  15: 'f5',
};

/** One sequence that starts with an escape; undefined where it may go on in what has not come yet. */
function escapeSequence(text: string, final: boolean): OneKey | undefined {
  if (text.length === 1) return final ? { key: { name: 'escape' }, length: 1 } : undefined;
  const body = text.slice(1);
  const mouse = /^\[<(\d+);(\d+);(\d+)([Mm])/.exec(body);
  if (mouse !== null) return { key: mouseKey(mouse), length: mouse[0].length + 1 };
  const sequence = /^(?:\[|O)([\d;?<>]*)([~A-Za-z])/.exec(body);
  if (sequence !== null) {
    const [whole, parameters = '', last = ''] = sequence;
    return { key: sequenceKey(parameters, last), length: whole.length + 1 };
  }
  if (/^(?:\[[\d;?<>]*|O|_)$/.test(body) && !final) return undefined;
  if (body.startsWith('\u001b')) return { key: { name: 'escape' }, length: 1 };
  const after = plainKey(body);
  return { key: after.key === undefined ? undefined : { name: `alt-${after.key.name}` }, length: after.length + 1 };
}

function sequenceKey(parameters: string, last: string): Key | undefined {
  if (last === 'Z') return { name: 'shift-tab' };
  const [first = '', modifier = '1'] = parameters.split(';');
  const name = last === '~' ? numberNames[first] : finalNames[last];
  return name === undefined ? undefined : { name: `${modifiers(Number(modifier) - 1)}${name}` };
}

function modifiers(bits: number): string {
  return `${(bits & 4) === 0 ? '' : 'ctrl-'}${(bits & 2) === 0 ? '' : 'alt-'}${(bits & 1) === 0 ? '' : 'shift-'}`;
}

function mouseKey([, button = '0', column = '1', row = '1', way]: RegExpExecArray): Key | undefined {
  if (way === 'm') return undefined;
  const cell = { column: Number(column) - 1, row: Number(row) - 1 };
  switch (Number(button)) {
    case 0:
      return { name: 'click', cell };
    case 64:
      return { name: 'wheel-up', cell };
    case 65:
      return { name: 'wheel-down', cell };
    default:
      return undefined;
  }
}
