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
  const inline = await inlineOf(built, results, asking);
  const read = async (run: number, at: number): Promise<string> => {
    const said = { name, run: called[at] ?? '' };
    const artifact = chosen.get(run);
    if (artifact === undefined) {
      const where = step.hasPoint ? ' up to that point' : '';
      throw new AnswerError(answerNote('no-artifact', span, { ...said, where }));
    }
    const { digest, size } = artifact;
    const tooLong = (bytes: number) =>
      new AnswerError(answerNote('text-too-long', span, { ...said, bytes: countText(bytes) }));
    if (size !== undefined && size > mostBytes) throw tooLong(size);
    const small = digest === undefined ? undefined : inline.get(digest);
    const isKept = small !== undefined && (small.length > 0 || size === 0);
    const bytes = isKept ? small : digest === undefined ? undefined : await asking.object(digest, mostBytes);
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
}

/** Of each run the artifact that was chosen. */
function chosenOf({ step }: Built, results: Results): ReadonlyMap<number, Chosen> {
  const { table } = artifactsOf(results, step.of);
  const [digests, sizes] = [table?.getChild('v1') ?? null, table?.getChild('v2') ?? null];
  if (table === undefined || digests === null || sizes === null) return new Map();
  const [digest, size] = [reader(digests), reader(sizes)];
  return new Map(
    Array.from(runColumn(table), (run, row) => {
      const bytes = size(row);
      return [run, { digest: textCell(digest(row)), size: bytes === null ? undefined : Number(bytes) }];
    }),
  );
}

/** Small contents by their digests. */
async function inlineOf(built: Built, results: Results, asking: Asking): Promise<ReadonlyMap<string, Uint8Array>> {
  const chosen = chosenOf(built, results);
  const digests = [...chosen.values()].flatMap(({ digest }) => (digest === undefined ? [] : [digest]));
  if (digests.length === 0) return new Map();
  const asked = { runs: Uint32Array.from(chosen.keys()), texts: [...new Set(digests)] };
  const table = await asking.clickhouse(fill(built.statement, undefined, results, asked));
  const [names, bytes] = [table.getChild('digest'), table.getChild('bytes')];
  if (names === null || bytes === null) throw new Error('ClickHouse gave no bytes');
  const [digest, base64] = [reader(names), reader(bytes)];
  return new Map(
    Array.from({ length: table.numRows }, (_, row) => {
      return [String(digest(row)), Buffer.from(String(base64(row)), 'base64')];
    }),
  );
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
