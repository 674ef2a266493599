import { tokenize } from '@xt/grammar';
import { answerOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { piece, spread } from './fit.ts';
import type { Line, Piece, Style } from './line.ts';

/** The lines above the panes: what and how much is shown, the query, what is to be said of its answer. */
export function headerLines(state: State): readonly Line[] {
  return [titleLine(state), queryLine(state), noteLine(state)];
}

function titleLine(state: State): Line {
  const { session, size } = state;
  const answered = answerOf(state, 'runs');
  const sheet = answered?.good?.sheet;
  const loading = answered?.status === 'asked' && sheet !== undefined ? 'loading · ' : '';
  const counts =
    sheet === undefined
      ? ''
      : `${loading}${sheet.total.toLocaleString('en-US')} rows · ${sheet.milliseconds.toFixed(0)} ms`;
  const left: Line = [
    { text: ' xt', style: { bold: true, tone: 'accent' } },
    piece(`  ${session.project ?? 'all projects'}`),
    piece(`  ${counts}`, { tone: 'muted' }),
  ];
  const dot: Piece =
    session.connection === 'ok' ? piece('● ', { tone: 'best' }) : piece('○ store lost ', { tone: 'error' });
  return spread(left, [piece(session.store, { tone: 'muted' }), { text: ' ' }, dot], size.columns);
}

function queryLine({ query }: State): Line {
  const prompt: Piece = { text: ' ❯ ', style: { tone: 'accent', bold: true } };
  if (query.editor === undefined) return [prompt, ...highlighted(query.text)];
  const { text, cursor } = query.editor;
  const pieces = highlighted(`${text} `);
  return [prompt, ...withCursor(pieces, cursor)];
}

const tones: Readonly<Record<ReturnType<typeof tokenize>[number]['class'], Style>> = {
  keyword: { tone: 'keyword', bold: true },
  name: { tone: 'name' },
  function: { tone: 'function' },
  literal: { tone: 'literal' },
  text: { tone: 'string' },
  number: { tone: 'number' },
  date: { tone: 'number' },
  operator: {},
  punctuation: {},
  comment: { tone: 'muted' },
  error: { tone: 'error', underline: true },
};

/** The text of a query in the colours of its words. */
export function highlighted(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { span, class: kind } of tokenize(text)) {
    if (span.start > at) pieces.push(piece(text.slice(at, span.start).replaceAll('\n', ' ')));
    pieces.push(piece(text.slice(span.start, span.end).replaceAll('\n', ' '), tones[kind]));
    at = span.end;
  }
  if (at < text.length) pieces.push(piece(text.slice(at).replaceAll('\n', ' ')));
  return pieces;
}

function withCursor(pieces: readonly Piece[], cursor: number): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const each of pieces) {
    const inside = cursor - at;
    if (inside >= 0 && inside < each.text.length) {
      const under = String.fromCodePoint(each.text.codePointAt(inside) ?? 32);
      found.push({ ...each, text: each.text.slice(0, inside) });
      found.push({ text: under, style: { ...each.style, inverse: true } });
      found.push({ ...each, text: each.text.slice(inside + under.length) });
    } else found.push(each);
    at += each.text.length;
  }
  return found.filter(({ text }) => text !== '');
}

function noteLine(state: State): Line {
  const answered = answerOf(state, 'runs');
  if (answered?.failure !== undefined) {
    const { message, diagnostics } = answered.failure;
    const error = diagnostics.find(({ severity }) => severity === 'error');
    const text =
      error === undefined ? message : `${error.message}${error.hint === undefined ? '' : ` · ${error.hint}`}`;
    return [piece(`   ${text}`, { tone: 'error' })];
  }
  const notes = answered?.good?.sheet.notes ?? [];
  return [piece(notes.length === 0 ? '' : `   ${notes.map(({ message }) => message).join(' · ')}`, { tone: 'note' })];
}
