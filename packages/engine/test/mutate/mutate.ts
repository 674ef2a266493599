import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Reply, Start, Verdict } from './judge.ts';
import { type Mutant, mutantsOf, type Site } from './mutants.ts';

/** The engine as one script with its source map, and the script of the process that judges. */
export interface Bundles {
  readonly code: string;
  readonly map: SourceMapPayload;
  readonly judge: string;
}

export interface MutationOptions {
  readonly seed: number;
  /** How many mutants are judged, chosen at random by the seed. */
  readonly mutants: number;
  /** How many queries are asked for each thousand that are usual. */
  readonly share: number;
  /** Only in files with this in their path. */
  readonly within?: string;
  readonly say: (line: string) => void;
}

/** A mutant with its place in the source. */
interface Placed extends Mutant {
  readonly file: string;
  readonly line: number;
}

interface Judged {
  readonly mutant: Placed;
  readonly verdict: Verdict;
}

/** No query takes a tenth of it. */
const patienceMs = 300_000;

/** Makes faults in bind, plan and SQL, and says which of them the comparison with the reference does not find. */
export async function mutate(bundles: Bundles, options: MutationOptions): Promise<void> {
  const { seed, say, share } = options;
  const placed = placeMutants(bundles, options.within ?? '');
  const chosen = choose(placed, options);
  const { sites, mutants } = renumbered(chosen, placed.sites);
  say(`seed ${seed}: ${mutants.length} of ${placed.mutants.length} mutants`);
  const folder = mkdtempSync(join(tmpdir(), 'xt-mutate-'));
  const count = (usual: number) => Math.ceil(usual * share);
  const cases = { runs: count(700), groups: count(350), curves: count(250), others: count(350) };
  const judging = makeJudging(bundles.judge, { folder, code: bundles.code, sites, seed, cases, many: 20 }, say);
  try {
    const judged: Judged[] = [];
    for (const mutant of mutants) {
      const verdict = await judging.judge(mutant);
      judged.push({ mutant, verdict });
      if (verdict.found === undefined) say(survivorLine({ mutant, verdict }));
      if (judged.length % 50 === 0) say(`… ${judged.length} judged`);
    }
    report(judged, say);
  } finally {
    judging.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function placeMutants({ code, map }: Bundles, within: string) {
  const sources = new SourceMap(map);
  const starts = lineStarts(code);
  const placeOf = (position: number) => {
    const line = lineAt(starts, position);
    const entry = sources.findEntry(line, position - (starts[line] ?? 0));
    if (!('originalSource' in entry)) return undefined;
    const [, file] = /src\/((?:bind|plan|sql)\/.*)$/.exec(entry.originalSource) ?? [];
    // What is printed for people, and worded for wrong queries, is no part of an answer.
    return file === undefined ||
      /\/(print-|describe|diagnostics|mismatch|peers-words|unknown-name)/.test(file) ||
      !file.includes(within)
      ? undefined
      : { file, line: entry.originalLine + 1 };
  };
  const { mutants, sites } = mutantsOf(code, (position) => placeOf(position) !== undefined);
  return {
    sites,
    mutants: mutants.map((mutant): Placed => ({ ...mutant, file: '', line: 0, ...placeOf(mutant.start) })),
  };
}

function choose({ mutants }: { readonly mutants: readonly Placed[] }, options: MutationOptions): readonly Placed[] {
  const { seed, mutants: count } = options;
  if (count >= mutants.length) return mutants;
  const [some = []] = fc.sample(fc.shuffledSubarray([...mutants], { minLength: count, maxLength: count }), {
    seed,
    numRuns: 1,
  });
  return some;
}

/** Only the sites of these mutants. */
function renumbered(mutants: readonly Placed[], sites: readonly Site[]) {
  const used = [...new Set(mutants.map(({ site }) => site))];
  return {
    sites: used.flatMap((site) => sites[site] ?? []),
    mutants: mutants.map((mutant) => ({ ...mutant, site: used.indexOf(mutant.site) })),
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
    for (const each of reply.disagreeing) say(`left out, since they disagree without any fault: ${each}`);
    return began;
  };
  return {
    judge: async (mutant: Mutant): Promise<Verdict> => {
      const asked = child ?? (await begin());
      asked.send(mutant);
      const reply = await next(asked, patienceMs);
      if (reply !== 'ended' && reply !== 'hangs' && reply.kind === 'verdict') return reply.verdict;
      asked.kill('SIGKILL');
      child = undefined;
      return { found: `the process ${reply}` };
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

function report(judged: readonly Judged[], say: (line: string) => void): void {
  const survivors = judged.filter(({ verdict }) => verdict.found === undefined);
  const kinds = ['reached by no query', 'changes no statement', 'other statements, the same answers'] as const;
  for (const kind of kinds) {
    const these = survivors.filter((each) => kindOf(each) === kind);
    say(`\n${kind}: ${these.length}`);
    for (const each of these.toSorted(byPlace)) say(`  ${placeAndFault(each)}`);
  }
  const found = judged.length - survivors.length;
  const reached = judged.length - survivors.filter((each) => kindOf(each) === 'reached by no query').length;
  const percent = (of: number) => `${((100 * found) / of).toFixed(1)} %`;
  say(
    `\nfound ${found} of ${judged.length} (${percent(judged.length)}), of the ${reached} that a query reaches ${percent(reached)}`,
  );
}

function kindOf({ verdict }: Judged): string {
  if (verdict.found !== undefined) return 'found';
  if (verdict.reached === 0) return 'reached by no query';
  return verdict.changed === 0 ? 'changes no statement' : 'other statements, the same answers';
}

function survivorLine(judged: Judged): string {
  return `survives (${kindOf(judged)}): ${placeAndFault(judged)}`;
}

function placeAndFault({ mutant: { file, line, what }, verdict }: Judged): string {
  // Where few queries reach it, more of them may find it.
  const asked =
    verdict.found === undefined && verdict.reached > 0 ? `  (${verdict.changed} of ${verdict.reached})` : '';
  return `${file}:${line}  ${what}${asked}`;
}

function byPlace({ mutant: a }: Judged, { mutant: b }: Judged): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
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
