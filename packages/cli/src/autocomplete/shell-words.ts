import type { Shell } from './shells.ts';

/** One word of a command line, as typed and as the program gets it. */
export interface ShellWord {
  readonly value: string;
  readonly raw: string;
  /** Where each character of the value, and its end, stands in `raw`. */
  readonly places: readonly number[];
  /** The quote that is open at its end. */
  readonly open: '' | "'" | '"';
}

/** The words of a command line up to a cursor; the last one is being typed, and may be empty. */
export function splitLine(line: string, shell: Shell): readonly [...ShellWord[], ShellWord] {
  const words: ShellWord[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(line.charAt(at))) at += 1;
    const { word, end } = readWord(line, at, shell);
    if (end >= line.length) return [...words, word];
    words.push(word);
    at = end;
  }
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n';
}

function readWord(line: string, start: number, shell: Shell): { readonly word: ShellWord; readonly end: number } {
  let value = '';
  let open: ShellWord['open'] = '';
  const places: number[] = [];
  let at = start;
  const take = (from: number) => {
    value += line.charAt(at);
    places.push(from - start);
    at += 1;
  };
  while (at < line.length && (open !== '' || !isBlank(line.charAt(at)))) {
    const character = line.charAt(at);
    if (character === '\\' && escapes(open, line.charAt(at + 1), shell)) {
      at += 1;
      if (at < line.length) take(at - 1);
    } else if (open === '' ? character === "'" || character === '"' : character === open) {
      open = open === '' ? (character as "'" | '"') : '';
      at += 1;
    } else take(at);
  }
  places.push(at - start);
  return { word: { value, raw: line.slice(start, at), places, open }, end: at };
}

function escapes(open: ShellWord['open'], next: string, shell: Shell): boolean {
  if (open === '') return true;
  if (open === '"') return '\\"$`\n'.includes(next) && next !== '';
  return shell === 'fish' && (next === "'" || next === '\\');
}

/** A text as it is typed within an open quote, undefined where the shell would read it as something else. */
export function escapeWithin(text: string, open: ShellWord['open'], shell: Shell): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a command line
  if (/[\u0000-\u001f\u007f]/.test(text)) return undefined;
  switch (open) {
    case '"':
      // Within double quotes the history of bash and zsh cannot be told to leave a `!` alone.
      if (shell !== 'fish' && text.includes('!')) return undefined;
      return text.replace(/[\\"$`]/g, '\\$&');
    case "'":
      return shell === 'fish' ? text.replace(/['\\]/g, '\\$&') : text.replaceAll("'", "'\\''");
    case '':
      return text.replace(/[^\p{L}\p{N}_./:=@%+,-]/gu, '\\$&');
  }
}
