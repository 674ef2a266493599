import type { Outcome } from './diagnostic.ts';
import { type Lexed, lex } from './parser/lex.ts';
import { limits } from './parser/limits.ts';
import { once } from './parser/once.ts';
import { problem } from './parser/problems.ts';
import { QueryParser } from './parser/query-parser.ts';
import { relevant } from './parser/relevant.ts';
import { tooDeep } from './parser/too-deep.ts';
import type { Query } from './syntax.ts';

const parser = once(() => new QueryParser());

/**
 * The syntax tree of a query, or everything that is wrong with it. Never throws, whatever the text, and takes time in
 * proportion to its length.
 */
export function parse(text: string): Outcome<Query> {
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.bytes) return { diagnostics: [problem('too-long', undefined, { bytes, most: limits.bytes })] };
  const lexed = lex(text);
  if (lexed.problems.some(({ code }) => code === 'too-deep')) return { diagnostics: lexed.problems };
  const parsed = parser().parse(text, lexed.tokens);
  const problems = relevant(text, lexed.problems, parsed.problems);
  if (problems.length > 0) return { diagnostics: problems };
  const deep = tooDeep(parsed.query);
  if (deep !== undefined) return { diagnostics: [deep] };
  return { value: { ...parsed.query, comments: commentsOf(lexed) }, diagnostics: [] };
}

function commentsOf({ comments }: Lexed): readonly string[] {
  return comments.map(({ image }) => image.slice(1).trim());
}
