import { reader } from '../arrow/index.ts';
import type { BuiltStep } from '../sql/build.ts';
import { AnswerError } from './answer-error.ts';
import { answerNote, countText } from './diagnostics.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { artifactsOf, type Results, runColumn, runsOf } from './results.ts';
import { shownNames } from './run-names.ts';

type Built = Extract<BuiltStep, { kind: 'read-texts' }>;

/** Longer texts are refused: they are compared in memory. */
const mostBytes = 8 * 2 ** 20;

/** The texts of two runs, in their order; what has none, or bytes that are no text, is an error that says so. */
export async function readTexts(built: Built, results: Results, asking: Asking): Promise<readonly [string, string]> {
  const { step } = built;
  const { span, name } = step;
  const runs = runsOf(results, step.runs);
  const [first, second] = runs;
  if (first === undefined || second === undefined || runs.length !== 2) {
    throw new AnswerError(answerNote('not-two-runs', span, { runs: countText(runs.length), name }));
  }
  const called = shownNames(results, step.names, runs);
  const chosen = chosenOf(built, results);
  const read = async (run: number, at: number): Promise<string> => {
    const said = { name, run: called[at] ?? '' };
    const artifact = chosen.get(run);
    if (artifact === undefined) {
      const where = step.hasPoint ? ' up to that point' : '';
      throw new AnswerError(answerNote('no-artifact', span, { ...said, where }));
    }
    const { size } = artifact;
    const tooLong = (bytes: number) =>
      new AnswerError(answerNote('text-too-long', span, { ...said, bytes: countText(bytes) }));
    if (size !== undefined && size > mostBytes) throw tooLong(size);
    const bytes = await bytesOf(artifact, built, results, asking);
    if (bytes === undefined) throw new AnswerError(answerNote('no-bytes', span, said));
    if (bytes.length > mostBytes) throw tooLong(bytes.length);
    const text = textOf(bytes);
    if (text === undefined) throw new AnswerError(answerNote('not-a-text', span, said));
    return text;
  };
  return [await read(first, 0), await read(second, 1)];
}

interface Chosen {
  readonly digest: string | undefined;
  readonly size: number | undefined;
  /** What is kept beside the facts; empty where the bytes are elsewhere, or none. */
  readonly kept: Uint8Array;
}

/** Of each run the artifact that was chosen. */
function chosenOf({ step }: Built, results: Results): ReadonlyMap<number, Chosen> {
  const { table } = artifactsOf(results, step.of);
  const [digests, sizes, bytes] = ['v1', 'v2', 'v3'].map((name) => table?.getChild(name));
  if (table === undefined || !digests || !sizes || !bytes) return new Map();
  const [digest, size, kept] = [reader(digests), reader(sizes), reader(bytes)];
  return new Map(
    Array.from(runColumn(table), (run, row) => {
      const count = size(row);
      const own = { digest: textCell(digest(row)), size: count === null ? undefined : Number(count) };
      return [run, { ...own, kept: Buffer.from(String(kept(row)), 'base64') }];
    }),
  );
}

/** The bytes beside the facts, none of what has none, else the object of the digest, else what is kept beside another artifact with the same. */
async function bytesOf(
  { digest, size, kept }: Chosen,
  built: Built,
  results: Results,
  asking: Asking,
): Promise<Uint8Array | undefined> {
  if (kept.length > 0 || size === 0) return kept;
  if (digest === undefined) return undefined;
  return (await asking.object(digest, mostBytes)) ?? (await keptElsewhere(digest, built, results, asking));
}

/** What is kept beside any artifact of the runs with a digest. */
async function keptElsewhere(digest: string, built: Built, results: Results, asking: Asking) {
  const asked = { runs: runsOf(results, built.step.runs), texts: [digest] };
  const table = await asking.clickhouse(fill(built.statement, undefined, results, asked));
  const bytes = table.getChild('bytes');
  if (bytes === null) throw new Error('ClickHouse gave no bytes');
  const text = table.numRows === 0 ? '' : String(reader(bytes)(0));
  return text === '' ? undefined : Buffer.from(text, 'base64');
}

function textCell(cell: unknown): string | undefined {
  return cell === null ? undefined : String(cell);
}

/** UTF-8 without zero characters. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
