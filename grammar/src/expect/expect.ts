import type { IToken } from 'chevrotain';
import * as k from '../lex/keywords.ts';
import { lex } from '../lex/lex.ts';
import * as t from '../lex/tokens.ts';
import { limits } from '../limits.ts';
import { once } from '../once.ts';
import { clauses, sourceNames } from '../problems/clause-names.ts';
import { isWord } from '../problems/describe.ts';
import { TooDeepError } from '../problems/too-deep.ts';
import { type Span, spanOf } from '../source.ts';
import type { Source } from '../syntax.ts';
import { children, type SyntaxNode } from '../walk.ts';
import { type AtCursor, atCursor, type Quote } from './at-cursor.ts';
import { ProbeParser } from './probe-parser.ts';
import { type Probe, probes } from './probes.ts';
import { shorten } from './shorten.ts';

/** What can stand at a cursor, as far as the grammar says; what names there are, the data say. */
export interface Expected {
  /** What a completion replaces: from the start of the word or text that is being written to the cursor. */
  readonly span: Span;
  /** What is written of it, out of its quotes. */
  readonly written: string;
  readonly quote?: Quote;
  /** The words of the language that can stand there, whatever is written of them; the nearer ones first. */
  readonly words: readonly string[];
  /** Where a name can stand: the nodes of the tree from the query down to it. */
  readonly name?: readonly SyntaxNode[];
  /** The same where a text in quotes can stand. */
  readonly text?: readonly SyntaxNode[];
}

const parser = once(() => new ProbeParser());

/**
 * What can stand at the cursor of a text that may be incomplete or wrong elsewhere: the parser itself is asked what it
 * takes there. Undefined where nothing can, as in a comment. What stands behind the cursor plays no part.
 */
export function expectAt(text: string, cursor: number): Expected | undefined {
  const here = Buffer.byteLength(text) > limits.bytes ? undefined : atCursor(text, cursor);
  if (here === undefined) return undefined;
  const before = shorten(here.before);
  if (before.length > mostTokens) return undefined;
  const { span, written, quote } = here;
  try {
    const name = quote === undefined || quote === '`' ? nodesTo(before, placeholder(here, quote ?? '')) : undefined;
    const texts = quote === '`' ? undefined : nodesTo(before, placeholder(here, quote ?? "'"));
    const words = quote === undefined ? wordsBehind(before, span.start, name, texts !== undefined) : [];
    return {
      ...{ span, written, words },
      ...(quote === undefined ? {} : { quote }),
      ...(name === undefined ? {} : { name }),
      ...(texts === undefined ? {} : { text: texts }),
    };
  } catch (error) {
    if (error instanceof TooDeepError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Only a text that nests deep is still longer when it is shortened. */
const mostTokens = 400;

function placeholder({ span }: AtCursor, quote: string): IToken {
  const [token] = tokensAt(`${quote}placeholder${quote}`, span.start);
  if (token === undefined) throw new Error('the placeholder is a token');
  return token;
}

/** The tokens of a text as if it stood at an offset. */
function tokensAt(text: string, offset: number): readonly IToken[] {
  return lex(text).tokens.map((token) => ({ ...token, startOffset: token.startOffset + offset }));
}

/** What may have to follow for the parser to keep what stands before. */
const endings = ['', 'of runs', '1', 'and 1', 'on a', 'between runs and runs', 'and runs'];

/** The nodes from the query down to the token, undefined where it does not fit behind these. */
function nodesTo(before: readonly IToken[], token: IToken): readonly SyntaxNode[] | undefined {
  const closing = closersOf(before).map((closer) => tokensAt(closer, spanOf(token).end));
  for (const ending of endings) {
    const end = tokensAt(ending, spanOf(token).end);
    // What must follow stands inside or outside the brackets that are open.
    for (let inside = closing.length; inside >= 0; inside--) {
      const closed = [...closing.slice(0, inside), end, ...closing.slice(inside)].flat();
      const query = parser().tree([...before, token, ...closed]);
      const nodes = query === undefined ? undefined : downTo(query, spanOf(token));
      if (nodes !== undefined) return nodes;
      if (end.length === 0) break;
    }
  }
  return undefined;
}

/** What closes the brackets that are open, in order. */
function closersOf(tokens: readonly IToken[]): readonly string[] {
  const open: string[] = [];
  for (const { tokenType } of tokens) {
    if (tokenType === t.LParen) open.unshift(')');
    else if (tokenType === t.LSquare) open.unshift(']');
    else if (tokenType === t.RParen || tokenType === t.RSquare) open.shift();
  }
  return open;
}

function downTo(root: SyntaxNode, span: Span): readonly SyntaxNode[] | undefined {
  const nodes: SyntaxNode[] = [];
  for (let node: SyntaxNode | undefined = root; node !== undefined; ) {
    nodes.push(node);
    node = children(node).findLast((child) => child.span.start <= span.start && child.span.end >= span.end);
  }
  return isLeaf(nodes.at(-1)) ? nodes : undefined;
}

/** A name or text, or the key in brackets of a name. */
function isLeaf(node: SyntaxNode | undefined): boolean {
  if (node === undefined) return false;
  return !('kind' in node) ? 'name' in node : leaves.has(node.kind);
}

const leaves: ReadonlySet<string> = new Set(['plain', 'quoted', 'index', 'word', 'text']);

function wordsBehind(
  before: readonly IToken[],
  offset: number,
  name: readonly SyntaxNode[] | undefined,
  text: boolean,
): readonly string[] {
  const previous = before.at(-1);
  const closing = closersOf(before).flatMap((closer) => tokensAt(closer, offset));
  const words = probes.flatMap((probe) => {
    if (probe.after !== undefined && probe.after !== previous?.image.toLowerCase()) return [];
    if (probe.only === 'condition' && !takesCondition(name)) return [];
    if (probe.only === 'series' && !endsSeries(before)) return [];
    // Where only a text can stand, the word before is no name that an operator could follow.
    if (text && name === undefined && !probe.rules.some((rule) => besideText.includes(rule))) return [];
    const tokens = tokensAt(probe.text, offset);
    const [first] = tokens;
    const taken = first === undefined ? undefined : parser().take([...before, ...tokens, ...closing], first);
    return taken?.rule !== undefined && probe.rules.includes(taken.rule) ? wordsOf(probe, taken.source) : [];
  });
  return [...new Set(words)];
}

/** Where a text can stand, but a word as well: `diff 'a.txt' of`, `used like`. */
const besideText = ['Set', 'Link'];

function takesCondition(name: readonly SyntaxNode[] | undefined): boolean {
  const above = name?.filter((node) => 'kind' in node && node.kind !== 'plain' && node.kind !== 'path').at(-1);
  if (above === undefined || !('kind' in above)) return false;
  return above.kind === 'call' ? ['any', 'all', 'count'].includes(above.name.text) : conditional.has(above.kind);
}

const conditional: ReadonlySet<string> = new Set(['where', 'and', 'or', 'not', 'when', 'column']);

/** True behind a name or a bracket, and behind the number of `smooth ema 0.9` and `over last 100`, but no other. */
function endsSeries(tokens: readonly IToken[]): boolean {
  const [last, before, third] = [-1, -2, -3].map((i) => tokens.at(i)?.tokenType);
  if (last === undefined || before === undefined) return false;
  if (tokens.slice(-1).some(isWord) || [t.Quoted, t.RParen, t.RSquare, t.Dots].includes(last)) return true;
  return [k.First, k.Last, t.Dots].includes(before) || third === k.Smooth;
}

function wordsOf({ words }: Probe, source: Source['kind'] | undefined): readonly string[] {
  if (words === 'clauses') return clausesOf(source ?? 'runs');
  return words === 'sources' ? sourceNames.filter((name) => name !== 'runs' && name !== 'run') : words;
}

function clausesOf(source: Source['kind']): readonly string[] {
  return Object.values(clauses).flatMap(({ words, of }) => (of.includes(source) ? words : []));
}
