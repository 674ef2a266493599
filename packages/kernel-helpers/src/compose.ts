import { type QueryToken, tokenize } from '@xt/grammar';
import { literalOf } from './literal.ts';
import { marked, queryKey } from './marks.ts';
import { XtError } from './xt-error.ts';

/**
 * The text of a query from a template: what the program wrote stands as it is, and each value as a literal of the language
 * that nothing beside it can become a part of. Throws where a value has no literal, or stands where none can.
 */
export function compose(parts: readonly string[], values: readonly unknown[], prefix = ''): string {
  const [only] = values;
  if (prefix === '' && values.length === 1 && parts.every((part) => part.trim() === '')) {
    const query = marked(only, queryKey);
    if (query !== undefined) return query;
  }
  const pieces: string[] = [prefix === '' ? '' : `${prefix} `];
  const placed: Placed[] = [];
  let length = pieces[0]?.length ?? 0;
  const add = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const [at, part] of parts.entries()) {
    add(at === 0 ? part.trimStart() : part);
    if (at >= values.length) continue;
    const literal = literalOf(values[at], `value ${at + 1} of the template`, {
      before: pieces.join('').slice(-longestWord),
      after: parts[at + 1] ?? '',
    });
    placed.push({ number: at + 1, start: length, literal });
    add(literal);
  }
  const text = pieces.join('');
  checkPlaces(text, placed);
  return text.trimEnd();
}

/** Enough of what stands before a value to know the word there. */
const longestWord = 16;

interface Placed {
  readonly number: number;
  readonly start: number;
  readonly literal: string;
}

/** A value must be in the whole text the same tokens as it is alone. */
function checkPlaces(text: string, placed: readonly Placed[]): void {
  if (placed.length === 0) return;
  const tokens = tokenize(text);
  for (const { number, start, literal } of placed) {
    const end = start + literal.length;
    const found = tokens.filter(({ span }) => span.end > start && span.start < end);
    const alone = tokenize(literal).map(({ span }) => ({ start: span.start + start, end: span.end + start }));
    const isWhole =
      found.length === alone.length &&
      found.every(({ span }, at) => {
        const { start: from, end: to } = alone[at] ?? { start: -1, end: -1 };
        return span.start === from && (span.end === to || isUnit(text.slice(to, span.end), literal));
      });
    if (!isWhole || found.some((token) => token.class === 'comment')) throw misplaced(number, text, found, start);
  }
}

/** `${50}%` and `${2}h` are one literal. */
function isUnit(rest: string, literal: string): boolean {
  return /^-?[\d.]+$/.test(literal) && /^(%|ms|[wdhms])$/.test(rest);
}

function misplaced(number: number, text: string, found: readonly QueryToken[], start: number): XtError {
  const around = found.find(({ span }) => span.start < start) ?? found[0];
  const what = `value ${number} of the template`;
  if (around?.class === 'comment') return new XtError(`${what} stands in a comment`);
  const shown = around === undefined ? '' : `: \`${text.slice(around.span.start, around.span.end).slice(0, 60)}\``;
  if (around !== undefined && /^['"`]/.test(text.slice(around.span.start))) {
    return new XtError(`${what} stands between quotes`, 'a value brings its own: leave them out');
  }
  return new XtError(
    `${what} touches what stands beside it${shown}`,
    'a value stands by itself, with blanks around it; a name is made by `name(…)`',
  );
}
