import { keywords } from '../src/lex/keywords.ts';

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export type Random = () => number;

/** Random numbers of a seed: the same on every machine. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pieces: readonly string[] = [
  ...keywords.keys(),
  ...'( ) [ ] { } , . .. : ; | || && ! = == != <> < <= > >= =~ !~ + - * / % ^ ** // # \' " `'.split(' '),
  ..."a val.acc val.loss params.lr params.opt state name created duration 1st 3 2.5 10% 2h 2026-02-30 'x' `y` val.*".split(
    ' ',
  ),
  ...'mean max last count quantile coalesce floor tags.team parent.val.acc user me $ & ~ é 🎯 null NULL \\ ? @'.split(
    ' ',
  ),
  ...['is missing', 'is not nan', 'sort by', 'group by', "in ('a', 'b')", 'at step 3', 'over last 10', 'step when'],
  ...['runs where ', "run 'a'", '(runs limit 1)', "child of 'a'", "tagged 'x'", 'select *', '1e400', '-0', '..5', '()'],
];

/** A text that a seed decides, made of these texts and of words and signs of the language; most are wrong queries. */
export function randomText(seed: number, texts: readonly string[]): string {
  const random = randomOf(seed);
  const kind = random();
  if (kind < 0.55) return mutated(random, texts);
  if (kind < 0.8) return words(random);
  if (kind < 0.88) return characters(random, 200);
  return repeated(random, texts, kind < 0.998 ? 4_000 : 65_536);
}

function mutated(random: Random, texts: readonly string[]): string {
  let text = pick(random, texts);
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--) text = mutate(random, text, texts);
  return text;
}

function mutate(random: Random, text: string, texts: readonly string[]): string {
  const [a, b] = [place(random, text), place(random, text)];
  const [start, end] = a < b ? [a, b] : [b, a];
  const part = text.slice(start, end);
  switch (Math.floor(random() * 7)) {
    case 0:
      return text.slice(0, start) + text.slice(end);
    case 1:
      return text.slice(0, end) + part + text.slice(end);
    case 2: {
      const rest = text.slice(0, start) + text.slice(end);
      const to = place(random, rest);
      return rest.slice(0, to) + part + rest.slice(to);
    }
    case 3:
      return `${text.slice(0, start)} ${pick(random, pieces)} ${text.slice(start)}`;
    case 4:
      return text.slice(0, start) + characters(random, 3) + text.slice(start + 1);
    case 5: {
      const other = pick(random, texts);
      return text.slice(0, start) + other.slice(place(random, other));
    }
    default:
      return `${text.slice(0, start)}(${part})${text.slice(end)}`;
  }
}

function words(random: Random): string {
  const glue = random() < 0.7 ? ' ' : '';
  const count = 1 + Math.floor(random() * 40);
  const start = random() < 0.6 ? ['runs where'] : [];
  return [...start, ...Array.from({ length: count }, () => pick(random, pieces))].join(glue);
}

/** Of every plane, lone surrogates and controls among them. */
function characters(random: Random, most: number): string {
  const codes = Array.from({ length: Math.floor(random() * most) + 1 }, () => {
    const range = random();
    if (range < 0.6) return 32 + Math.floor(random() * 95);
    return range < 0.9 ? Math.floor(random() * 65_536) : 0x1_0000 + Math.floor(random() * 0x1_0000);
  });
  return codes.map((code) => String.fromCodePoint(code)).join('');
}

/** The same again and again, up to about so many characters. */
function repeated(random: Random, texts: readonly string[], most: number): string {
  const unit = random() < 0.5 ? `${pick(random, pieces)} ${pick(random, pieces)} ` : `${pick(random, pieces)}`;
  const base = random() < 0.5 ? 'runs where ' : pick(random, texts);
  const at = place(random, base);
  const times = Math.floor((random() * (most - base.length)) / unit.length);
  return base.slice(0, at) + unit.repeat(Math.max(0, times)) + base.slice(at);
}

function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

function place(random: Random, text: string): number {
  return Math.floor(random() * (text.length + 1));
}
