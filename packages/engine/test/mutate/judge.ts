import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Script } from 'node:vm';
import { parse } from '@xt/grammar';
import fc from 'fast-check';
import type { Asker } from '../../src/catalog/catalog.ts';
import { type OpenStores, openFolder } from '../../src/stores/index.ts';
import type { CatalogFor } from '../reference/ask.ts';
import { openCatalog } from '../reference/ask.ts';
import { askerOf, disagreementOver, type Posed, type Question, questionOf } from '../reference/asked.ts';
import { allBut } from '../reference/random/constructs.ts';
import { queries } from '../reference/random/random-query.ts';
import { randomWorld } from '../reference/random/random-world.ts';
import type { World } from '../reference/world.ts';
import { writeWorld } from '../reference/write-world.ts';
import type { Golden } from './golden.ts';

type Subject = typeof import('./subject.ts');
type Manner = 'few' | 'many';

/** What a process is told that judges mutants: where its store is, and what to ask. */
export interface Start {
  readonly folder: string;
  /** The engine as one script that calls `xtHit` with each site that it evaluates. */
  readonly withHits: string;
  readonly sites: number;
  readonly goldens: readonly Golden[];
  readonly seed: number;
  readonly cases: Readonly<Record<keyof ReturnType<typeof queries>, number>>;
  /** So many of each hundred are asked as of many runs. */
  readonly many: number;
}

/** A mutant: the engine as one script with a fault at a site. */
export interface Judged {
  readonly site: number;
  readonly code: string;
}

/** Of a mutant: the query that it answers otherwise than the reference, or the golden file that it changes; or how many queries it does not. */
export type Verdict =
  | { readonly found: string; readonly by: 'reference' | 'golden' }
  | { readonly found?: undefined; readonly reached: number; readonly changed: number };

export type Reply =
  | ({ readonly kind: 'ready'; readonly asked: number; readonly goldens: number } & Pick<
      Baseline,
      'refused' | 'disagreeing'
    >)
  | { readonly kind: 'verdict'; readonly verdict: Verdict };

/** A question that the engine without a fault answers as the reference does. */
interface Case {
  /** The place of the world among those of the seed, and what is asked of it. */
  readonly at: number;
  readonly template: string;
  readonly question: Question;
  readonly asker: Asker;
  readonly manner: Manner;
  /** Of what the stages before execution made of it. */
  readonly digest: string;
  /** Of each site: 0 where it is not evaluated, 1 where only before execution. */
  readonly reaches: Uint8Array;
}

interface Baseline {
  readonly cases: readonly Case[];
  readonly refused: number;
  /** What engine and reference disagree in without any fault. */
  readonly disagreeing: readonly string[];
  /** The sites that are evaluated when the script is loaded. */
  readonly loaded: Uint8Array;
  /** The golden files that the engine without a fault gives. */
  readonly goldens: readonly Golden[];
}

/** Opens the store and answers every message with a mutant by a verdict. */
async function serve(start: Start): Promise<void> {
  const { stores, worlds, baseline, catalogFor } = await open(start);
  const { cases, refused, disagreeing } = baseline;
  answer({ kind: 'ready', asked: cases.length, goldens: baseline.goldens.length, refused, disagreeing });
  process.on('message', async (mutant: Judged) => {
    answer({ kind: 'verdict', verdict: await judge(mutant, worlds, stores, baseline, catalogFor) });
  });
}

process.once('message', (start: Start) => {
  serve(start).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});

function answer(reply: Reply): void {
  process.send?.(reply);
}

/** After so many queries whose statements a fault has changed, and not their answers, it is not found. */
const mostAsked = 100;

async function judge(
  { site, code }: Judged,
  worlds: readonly World[],
  stores: OpenStores,
  { cases, loaded, goldens }: Baseline,
  catalogFor: CatalogFor,
): Promise<Verdict> {
  const reaching = cases.filter(({ reaches }) => loaded[site] === 1 || reaches[site] !== 0);
  let changed = 0;
  let golden: string | undefined;
  try {
    const subject = load(code);
    golden = goldens.find(({ text, expected }) => goldenOf(subject, text) !== expected)?.name;
    const asks = subject.askOver(stores, catalogFor);
    for (const each of reaching) {
      const { question, asker, manner, digest, reaches } = each;
      const isSame = reaches[site] !== 2 && (await digestOf(subject, question, asker, catalogFor)) === digest;
      // The same statements have the same answer, where the fault is not in what is done with it.
      if (isSame) continue;
      if (++changed > mostAsked) break;
      const told = await asks[manner](question, asker);
      const found = disagreementOver(posedBy(each, worlds), question, told, manner);
      if (found !== undefined) return { found: question.text, by: 'reference' };
    }
  } catch (error) {
    return { found: error instanceof Error ? error.message : String(error), by: 'reference' };
  }
  return golden === undefined ? { reached: reaching.length, changed } : { found: golden, by: 'golden' };
}

/** What a fault throws is no golden file. */
function goldenOf(subject: Subject, text: string): string {
  try {
    return subject.goldenText(text);
  } catch (error) {
    return String(error);
  }
}

async function open(start: Start) {
  const { folder, seed } = start;
  const file = join(folder, 'baseline');
  const kept = existsSync(file);
  const stores = await openFolder(join(folder, 'store'));
  const worlds = Array.from({ length: 24 }, (_, at) => worldNumber(at, seed));
  if (!kept) for (const world of worlds) await writeWorld(world, stores.writer);
  const { catalog, catalogFor: readFor } = await openCatalog(stores);
  const known = new Map<string, ReturnType<CatalogFor>>();
  const catalogFor: CatalogFor = (texts) => {
    const key = texts.join('\n');
    const found = known.get(key) ?? readFor(texts);
    known.set(key, found);
    return found;
  };
  if (kept) return { stores, worlds, catalogFor, baseline: deserialize(readFileSync(file)) as Baseline };
  const asked = questions(worlds, start).map((each) => ({
    ...each,
    asker: askerOf(posedBy(each, worlds).world, catalog),
  }));
  const baseline = await makeBaseline(asked, worlds, start, stores, catalogFor);
  writeFileSync(`${file}~`, serialize(baseline));
  renameSync(`${file}~`, file);
  return { stores, worlds, catalogFor, baseline };
}

function posedBy({ at, template }: Pick<Case, 'at' | 'template'>, worlds: readonly World[]): Posed {
  const world = worlds[at];
  if (world === undefined) throw new Error('no such world');
  return { world, template };
}

type Asked = Omit<Case, 'digest' | 'reaches'>;

async function makeBaseline(
  asked: readonly Asked[],
  worlds: readonly World[],
  { withHits, sites, goldens }: Start,
  stores: OpenStores,
  catalogFor: CatalogFor,
): Promise<Baseline> {
  const hits = new Uint32Array(sites);
  Object.assign(globalThis, {
    xtHit: (site: number) => {
      hits[site] = (hits[site] ?? 0) + 1;
    },
  });
  const subject = load(withHits);
  const loaded = Uint8Array.from(hits, (count) => (count > 0 ? 1 : 0));
  const asks = subject.askOver(stores, catalogFor);
  const cases: Case[] = [];
  const disagreeing: string[] = [];
  let refused = 0;
  for (const each of asked) {
    const { question, asker, manner } = each;
    hits.fill(0);
    const digest = await digestOf(subject, question, asker, catalogFor);
    const before = hits.slice();
    const told = await asks[manner](question, asker);
    const found = disagreementOver(posedBy(each, worlds), question, told, manner);
    if (found === 'refused') {
      refused++;
      continue;
    }
    if (found !== undefined) {
      disagreeing.push(found);
      continue;
    }
    const reaches = Uint8Array.from(hits, (count, site) => (count === 0 ? 0 : count > 2 * (before[site] ?? 0) ? 2 : 1));
    cases.push({ ...each, digest, reaches });
  }
  const given = goldens.filter(({ text, expected }) => goldenOf(subject, text) === expected);
  return { cases, refused, disagreeing, loaded, goldens: given };
}

/** What binding, planning and building make of a question. */
async function digestOf(
  { compileParsed, referencedRuns, textFor }: Subject,
  question: Question,
  asker: Asker,
  catalogFor: CatalogFor,
): Promise<string> {
  const asked = await textFor(question, catalogFor, asker);
  const parsed = parse(asked.text ?? '');
  const catalog = await catalogFor(parsed.value === undefined ? [] : referencedRuns(parsed.value));
  const { value, diagnostics } = compileParsed(parsed, catalog, asker);
  const { syntax: _, ...made } = value ?? { syntax: undefined };
  return createHash('sha1')
    .update(JSON.stringify({ ...made, diagnostics, asked }, plainly))
    .digest('hex');
}

/** What JSON has not, as text. */
function plainly(_: string, value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : `number ${1 / value} ${value}`;
  if (typeof value === 'bigint' || typeof value === 'function') return `${typeof value} ${value}`;
  if (value instanceof Map || value instanceof Set) return [value.constructor.name, ...value];
  return ArrayBuffer.isView(value) ? [value.constructor.name, ...(value as Uint8Array)] : value;
}

/** The questions of all kinds, each of a world. */
function questions(worlds: readonly World[], { seed, cases, many }: Start) {
  const kinds = queries(allBut([]));
  return Object.entries(cases).flatMap(([kind, numRuns]) => {
    const arbitrary = fc.tuple(
      fc.nat({ max: worlds.length - 1 }),
      kinds[kind as keyof typeof kinds],
      fc.nat({ max: 99 }),
    );
    return fc.sample(arbitrary, { seed, numRuns }).map(([at, template, share]) => {
      const manner: Manner = share < many ? 'many' : 'few';
      return { at, template, question: questionOf(posedBy({ at, template }, worlds)), manner };
    });
  });
}

function worldNumber(at: number, seed: number): World {
  const [world] = fc.sample(randomWorld(`w${at}`), { seed: seed + at, numRuns: 1 });
  if (world === undefined) throw new Error('no world');
  return world;
}

/** Runs a script of CommonJS anew; what it requires from outside is shared. */
function load(code: string): Subject {
  const module = { exports: {} };
  const wrapped = new Script(`(function (exports, require, module, __filename) {${code}\n})`, {
    filename: 'subject.cjs',
  });
  wrapped.runInThisContext()(module.exports, createRequire(__filename), module, __filename);
  return module.exports as Subject;
}
