import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldens } from './golden.ts';
import type { Judged, Reply, Start, Verdict } from './judge.ts';
import { type Mutant, mutantsOf, type Site, withHits, withMutant } from './mutants.ts';
import { type Explanations, readSurvivors } from './survivors.ts';
import { failingTest, type Tests } from './tests.ts';

/** A file of the stages without its types. */
export interface Source {
  readonly file: string;
  readonly path: string;
  readonly code: string;
  readonly map: SourceMapPayload;
}

/** The program in which faults are made, and the script of the process that judges. */
export interface Subject {
  readonly sources: readonly Source[];
  /** The engine as one script, with other code in some of its files. */
  readonly subjectWith: (changed: ReadonlyMap<string, string>) => Promise<string>;
  readonly judge: string;
  readonly root: string;
}

export interface MutationOptions {
  readonly seed: number;
  /** How many mutants are judged, chosen at random by the seed. */
  readonly mutants: number;
  /** How many queries are asked for each thousand that are usual. */
  readonly share: number;
  /** Only in files with this in their path. */
  readonly within: string;
  /** Only the survivors that the log of another run has. */
  readonly again?: string;
  /** Whether the other tests are asked too of what neither the reference nor a golden file finds. */
  readonly tests: Tests;
  readonly say: (line: string) => void;
}

/** A mutant with its place in the source, and a name that stays when other lines are edited. */
interface Placed extends Mutant {
  readonly source: Source;
  readonly line: number;
  readonly key: string;
}

interface Found {
  readonly mutant: Placed;
  readonly verdict: Verdict | { readonly found: string; readonly by: 'tests' };
}

/** No query takes a tenth of it. */
const patienceMs = 300_000;

/** Makes faults in bind, plan and SQL, and says which of them the reference, the golden files and the other tests do not find. */
export async function mutate(subject: Subject, options: MutationOptions): Promise<void> {
  const { seed, say, share } = options;
  const known = goldens(subject.root);
  const placed = subject.sources.filter((source) => isAsked(source, options.within)).map(placeMutants);
  const all = placed.flatMap(({ mutants }) => mutants);
  const { files, sites, mutants } = renumbered(choose(all, options), placed);
  say(`seed ${seed}: ${mutants.length} of ${all.length} mutants`);
  if (options.tests !== 'no') await expectPassing(subject, mutants, options.tests);
  const folder = mkdtempSync(join(tmpdir(), 'xt-mutate-'));
  const count = (usual: number) => Math.ceil(usual * share);
  const cases = { runs: count(700), groups: count(350), curves: count(250), others: count(400), views: count(100) };
  const start = { folder, withHits: await subject.subjectWith(files), sites, goldens: known, seed, cases, many: 20 };
  const judging = makeJudging(subject.judge, start, say);
  const explanations = readSurvivors(join(subject.root, 'packages/engine/test/mutate/survivors.md'));
  try {
    const judged: Found[] = [];
    for (const mutant of mutants) {
      const found = { mutant, verdict: await verdictOf(mutant, subject, judging, options) };
      judged.push(found);
      if (found.verdict.found === undefined) say(`survives: ${placeAndFault(found)}`);
      if (judged.length % 50 === 0) say(`… ${judged.length} judged`);
    }
    report(judged, explanations, say);
  } finally {
    judging.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function verdictOf(
  mutant: Placed,
  { subjectWith, root }: Subject,
  judging: ReturnType<typeof makeJudging>,
  { tests }: MutationOptions,
): Promise<Found['verdict']> {
  const { source, site } = mutant;
  const code = withMutant(source.code, mutant);
  const verdict = await judging.judge({ site, code: await subjectWith(new Map([[source.file, code]])) });
  if (verdict.found !== undefined || tests === 'no') return verdict;
  const found = await failingTest(root, source.path, code, tests);
  return found === undefined ? verdict : { found, by: 'tests' };
}

/** Without any fault the tests pass. */
async function expectPassing(
  { root }: Subject,
  [first]: readonly Placed[],
  tests: Exclude<Tests, 'no'>,
): Promise<void> {
  if (first === undefined) return;
  const failing = await failingTest(root, first.source.path, first.source.code, tests);
  if (failing !== undefined) throw new Error(`without any fault a test fails: ${failing}`);
}

/** What is printed for people, and worded for wrong queries, is no part of an answer. */
function isAsked({ file }: Source, within: string): boolean {
  return file.includes(within) && !/\/(print-|describe|diagnostics|mismatch|peers-words|unknown-name)/.test(file);
}

interface InFile {
  readonly source: Source;
  readonly mutants: readonly Placed[];
  readonly sites: readonly Site[];
}

function placeMutants(source: Source): InFile {
  const map = new SourceMap(source.map);
  const starts = lineStarts(source.code);
  const { mutants, sites } = mutantsOf(source.code, () => true);
  const seen = new Map<string, number>();
  return {
    source,
    sites,
    mutants: mutants.map((mutant): Placed => {
      const at = lineAt(starts, mutant.start);
      const entry = map.findEntry(at, mutant.start - (starts[at] ?? 0));
      const key = `${source.file} ${mutant.within}: ${mutant.what}`;
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      const line = 'originalLine' in entry ? entry.originalLine + 1 : 0;
      return { ...mutant, source, line, key: times === 1 ? key : `${key} (${times})` };
    }),
  };
}

/** At random by the seed, and by what each is called, so that most stay when the source is edited. */
function choose(mutants: readonly Placed[], { seed, mutants: count, again }: MutationOptions): readonly Placed[] {
  if (again !== undefined) return mutants.filter(({ key }) => again.includes(`survives: ${key}  (line`));
  const order = (key: string) => createHash('sha1').update(`${seed} ${key}`).digest('hex');
  return mutants
    .map((mutant) => ({ mutant, at: order(mutant.key) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

/** Only the sites of these mutants, numbered over all files, and the files that tell of them. */
function renumbered(mutants: readonly Placed[], placed: readonly InFile[]) {
  const files = new Map<string, string>();
  const numbers = new Map<string, number>();
  for (const { source, sites } of placed) {
    const used = [...new Set(mutants.filter((mutant) => mutant.source === source).map(({ site }) => site))];
    if (used.length === 0) continue;
    const first = numbers.size;
    for (const site of used) numbers.set(`${source.file} ${site}`, numbers.size);
    const own = used.flatMap((site) => sites[site] ?? []);
    files.set(source.file, withHits(source.code, own, 'globalThis.xtHit', first));
  }
  return {
    files,
    sites: numbers.size,
    mutants: mutants.map((mutant) => ({ ...mutant, site: numbers.get(`${mutant.source.file} ${mutant.site}`) ?? -1 })),
  };
}

/** A process that judges, started again where a mutant ends it or does not end. */
function makeJudging(program: string, start: Start, say: (line: string) => void) {
  let child: ChildProcess | undefined;
  const begin = async () => {
    const began = fork(program, { serialization: 'advanced' });
    child = began;
    began.send(start);
    const reply = await next(began, 30 * 60_000);
    if (reply === 'ended' || reply === 'hangs' || reply.kind !== 'ready') throw new Error('the judge does not start');
    say(`${reply.asked} queries answered as by the reference, ${reply.refused} refused and left out`);
    const { goldens: all } = start;
    if (reply.goldens < all.length)
      say(`left out, since they fail without any fault: ${all.length - reply.goldens} golden files`);
    for (const each of reply.disagreeing) say(`left out, since they disagree without any fault: ${each}`);
    return began;
  };
  return {
    judge: async (mutant: Judged): Promise<Verdict> => {
      const asked = child ?? (await begin());
      asked.send(mutant);
      const reply = await next(asked, patienceMs);
      if (reply !== 'ended' && reply !== 'hangs' && reply.kind === 'verdict') return reply.verdict;
      asked.kill('SIGKILL');
      child = undefined;
      return { found: `the process ${reply}`, by: 'reference' };
    },
    stop: () => child?.kill('SIGKILL'),
  };
}

function next(child: ChildProcess, patience: number): Promise<Reply | 'ended' | 'hangs'> {
  return new Promise((resolve) => {
    const done = (reply: Reply | 'ended' | 'hangs') => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(reply);
    };
    const timer = setTimeout(() => done('hangs'), patience);
    child.once('message', (reply: Reply) => done(reply));
    child.once('exit', () => done('ended'));
  });
}

function report(judged: readonly Found[], explanations: Explanations, say: (line: string) => void): void {
  const survivors = judged.filter(({ verdict }) => verdict.found === undefined);
  const explained = survivors.filter(({ mutant }) => explanations.has(mutant.key));
  say(`\nexplained in survivors.md: ${explained.length}`);
  for (const each of explained.toSorted(byPlace)) say(`  ${placeAndFault(each)}`);
  const open = survivors.filter((each) => !explained.includes(each));
  say(`\nnot explained: ${open.length}`);
  for (const each of open.toSorted(byPlace)) say(`  ${placeAndFault(each)}`);
  const by = (finder: string) =>
    judged.filter(({ verdict }) => verdict.found !== undefined && verdict.by === finder).length;
  const share = (count: number) => `${count} of ${judged.length} (${((100 * count) / judged.length).toFixed(1)} %)`;
  const [reference, golden, tests] = [by('reference'), by('golden'), by('tests')];
  say(`\nfound by the reference ${share(reference)}, by golden files too ${share(reference + golden)}`);
  say(`by the other tests too ${share(reference + golden + tests)}`);
  say(`survive ${share(survivors.length)}`);
  const found = judged.length - survivors.length;
  say(`found ${found}, explained ${explained.length}, unexplained ${open.length}`);
}

function placeAndFault({ mutant: { line, key }, verdict }: Found): string {
  // Where few queries reach it, more of them may find it.
  const asked =
    verdict.found === undefined
      ? `  (line ${line}, ${verdict.changed} statements of ${verdict.reached} queries changed)`
      : '';
  return `${key}${asked}`;
}

function byPlace({ mutant: a }: Found, { mutant: b }: Found): number {
  return a.key < b.key ? -1 : 1;
}

function lineStarts(code: string): readonly number[] {
  return [0, ...Array.from(code.matchAll(/\n/g), ({ index }) => index + 1)];
}

function lineAt(starts: readonly number[], position: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
