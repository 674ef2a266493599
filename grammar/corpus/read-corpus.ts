import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Span } from '../src/index.ts';
import { unmark } from '../testing/mark.ts';

/** A query of the corpus: `topic/name`, and its text with comments. */
export interface CorpusQuery {
  readonly name: string;
  readonly text: string;
}

/** A wrong query of the corpus, without its marks, and what is to be reported. */
export interface WrongQuery extends CorpusQuery {
  readonly expected: readonly ExpectedDiagnostic[];
}

export interface ExpectedDiagnostic {
  readonly stage: 'parse' | 'bind';
  readonly code: string;
  readonly span: Span;
  /** A part of the hint. */
  readonly hint: string;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** All queries of the corpus that are right, sorted by name. */
export function readCorpus(): readonly CorpusQuery[] {
  return topics()
    .filter((topic) => topic !== 'wrong')
    .flatMap(readTopic);
}

/** All queries of the corpus that are wrong, sorted by name. */
export function readWrong(): readonly WrongQuery[] {
  return readTopic('wrong').map(({ name, text }) => {
    const [marked = '', ...lines] = text.trimEnd().split('\n');
    const { text: query, spans } = unmark(marked);
    if (spans.length !== lines.length)
      throw new Error(`${name}: ${spans.length} marks and ${lines.length} diagnostics`);
    return { name, text: query, expected: spans.map((span, i) => expectation(name, lines[i] ?? '', span)) };
  });
}

function expectation(name: string, line: string, span: Span): ExpectedDiagnostic {
  const [, stage, code, hint] = /^# (parse|bind) ([a-z-]+): (.+)$/.exec(line) ?? [];
  if ((stage !== 'parse' && stage !== 'bind') || code === undefined || hint === undefined) {
    throw new Error(`${name}: not \`# stage code: hint\`: ${line}`);
  }
  return { stage, code, span, hint };
}

function topics(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readTopic(topic: string): readonly CorpusQuery[] {
  return readdirSync(join(folder, topic))
    .filter((file) => file.endsWith('.xt'))
    .sort()
    .map((file) => ({
      name: `${topic}/${file.slice(0, -3)}`,
      text: readFileSync(join(folder, topic, file), 'utf8').replace(/\n$/, ''),
    }));
}
