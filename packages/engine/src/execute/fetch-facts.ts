import { reader, type Table } from '../arrow/index.ts';
import { type Differ, makeDiffer } from '../local/diff-runs.ts';
import { factOfNumber, factOfParam, factOfText, flatFacts } from '../local/facts.ts';
import type { BuiltStep } from '../sql/build.ts';
import { AnswerError } from './answer-error.ts';
import { answerNote, countText } from './diagnostics.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { type Results, runColumn, runsOf } from './results.ts';
import type { Runs } from './run-set.ts';

type Built = Extract<BuiltStep, { kind: 'fetch-facts' }>;

/** So many runs' documents are read at once. */
const runsAtOnce = 2_000;

/** What the runs have in every section, compared: a differ that all values were added to. */
export async function fetchFacts(built: Built, results: Results, asking: Asking): Promise<Differ['rows']> {
  const runs = runsOf(results, built.step.of);
  const differ = makeDiffer(runs.length, built.step.sections);
  if (runs.length === 0) return differ.rows;
  const places = new Map(Array.from(runs, (run, at) => [run, at]));
  const place = (run: number) => places.get(run) ?? -1;
  await Promise.all([
    addDocuments(built, runs, place, differ, results, asking),
    addFinals(built, runs, place, differ, results, asking),
  ]);
  return differ.rows;
}

async function addDocuments(
  { documents }: Built,
  runs: Runs,
  place: (run: number) => number,
  differ: Differ,
  results: Results,
  asking: Asking,
): Promise<void> {
  if (documents === undefined) return;
  for (let start = 0; start < runs.length; start += runsAtOnce) {
    const asked = runs.subarray(start, start + runsAtOnce);
    const { rows } = await asking.postgres(fill(documents, asked, results, { runs: asked }));
    const [numbers = [], params, tags, environment, environmentFields, code, codeFields] = (rows[0] ?? []).map(listOf);
    for (const [at, number] of numbers.entries()) {
      const run = place(Number(number));
      addTyped('params', params?.[at], run, differ);
      addTyped('tags', tags?.[at], run, differ);
      addFlat('environment', [environment?.[at], environmentFields?.[at]], run, differ);
      addFlat('code', [code?.[at], codeFields?.[at]], run, differ);
    }
  }
}

function listOf(cell: unknown): readonly unknown[] {
  return Array.isArray(cell) ? cell : [];
}

/** Params and tags as `{name: [type, text]}`; a label, which has no text, is itself a value. */
function addTyped(section: 'params' | 'tags', document: unknown, run: number, differ: Differ): void {
  for (const [name, entry] of Object.entries(document ?? {})) {
    const [type, text] = listOf(entry);
    const said = typeof text === 'string' ? text : null;
    const fact = section === 'tags' ? factOfTag(said) : factOfParam(String(type), said);
    if (fact !== undefined) differ.add(section, name, run, fact);
  }
}

function factOfTag(text: string | null) {
  return text === null ? ({ kind: 'json', key: 'label', shown: 'true' } as const) : factOfText(text);
}

/** Documents as the source gave them, then what the run's own row says. */
function addFlat(section: string, documents: readonly unknown[], run: number, differ: Differ): void {
  for (const document of documents) {
    if (document === null || document === undefined) continue;
    for (const [name, fact] of flatFacts(document)) differ.add(section, name, run, fact);
  }
}

async function addFinals(
  { finals }: Built,
  runs: Runs,
  place: (run: number) => number,
  differ: Differ,
  results: Results,
  asking: Asking,
): Promise<void> {
  if (finals === undefined) return;
  const table = await asking.clickhouse(fill(finals.values, runs, results));
  if (table.numRows > finals.most) {
    const parts = { runs: countText(runs.length), most: countText(finals.most) };
    throw new AnswerError(answerNote('too-many-finals', undefined, parts));
  }
  if (table.numRows === 0) return;
  const metrics = columnOf(table, 'metric');
  const last = columnOf(table, 'last');
  const owners = runColumn(table);
  const ids = new Set<number>();
  for (let row = 0; row < table.numRows; row++) ids.add(metrics(row));
  const asked = Uint32Array.from(ids);
  const { rows } = await asking.postgres(fill(finals.names, asked, results, { runs: asked }));
  const [numbers = [], texts = []] = (rows[0] ?? []).map(listOf);
  const names = new Map(numbers.map((id, at) => [Number(id), String(texts[at])]));
  for (const [row, owner] of owners.entries()) {
    const name = names.get(metrics(row));
    if (name !== undefined) differ.add('metrics', name, place(owner), factOfNumber(last(row)));
  }
}

function columnOf(table: Table, name: string): (row: number) => number {
  const vector = table.getChild(name);
  if (vector === null) throw new Error(`ClickHouse gave no \`${name}\``);
  const read = reader(vector);
  return (row) => Number(read(row));
}
