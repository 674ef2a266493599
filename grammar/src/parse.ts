import type { Outcome } from './diagnostic.ts';
import { type Lexed, lex } from './lex/lex.ts';
import { limits } from './limits.ts';
import { once } from './once.ts';
import { type Parsed, QueryParser } from './parser/query-parser.ts';
import { commandFlag } from './problems/command-flag.ts';
import { problem } from './problems/problem.ts';
import { relevant } from './problems/relevant.ts';
import { TooDeepError, tooDeep, tooDeepProblem } from './problems/too-deep.ts';
import type { Query } from './syntax.ts';

const parser = once(() => new QueryParser());

/**
 * The syntax tree of a query, or everything that is wrong with it. Never throws, whatever the text, and takes time in
 * proportion to its length.
 */
export function parse(text: string): Outcome<Query> {
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.bytes) return { diagnostics: [problem('too-long', undefined, { bytes, most: limits.bytes })] };
  const { lexed, query, problems } = parseLoosely(text);
  if (query === undefined || problems.length > 0) return { diagnostics: problems };
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const hint = 'no text or name of a store has it';
    return { diagnostics: [problem('bad-character', { start: nul, end: nul + 1 }, { character: '\\0', hint })] };
  }
  const deep = tooDeep(query);
  if (deep !== undefined) return { diagnostics: [deep] };
  return { value: { ...query, comments: commentsOf(lexed) }, diagnostics: [] };
}

/** As much of the tree as there is, whatever is wrong with the text. */
export function parseLoosely(text: string) {
  const lexed = lex(text);
  const isTooDeep = lexed.problems.some(({ code }) => code === 'too-deep');
  const { query, problems } = isTooDeep ? { query: undefined, problems: [] } : parseTokens(text, lexed);
  const flag = problems.length === 0 ? undefined : commandFlag(text, lexed.tokens);
  return { lexed, query, problems: relevant(text, lexed.problems, problems, flag) };
}

function parseTokens(text: string, { tokens }: Lexed): Partial<Parsed> & Pick<Parsed, 'problems'> {
  try {
    return parser().parse(text, tokens);
  } catch (error) {
    // A caller who is deep in the stack himself may leave too little of it even for what the limit allows.
    if (error instanceof TooDeepError) return { problems: [tooDeepProblem(error.span)] };
    if (error instanceof RangeError) return { problems: [tooDeepProblem(undefined)] };
    throw error;
  }
}

function commentsOf({ comments }: Lexed): readonly string[] {
  return comments.map(({ image }) => image.slice(1).trim());
}
