import type { KinPath } from '../bind/bound.ts';
import { type Beside, besideFirstRoot, besideParents, besideRoots, firstOfEach } from '../local/relatives.ts';
import type { RelativeCell, ThroughRelatives } from '../plan/steps.ts';
import type { BuiltStep } from '../sql/build.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { edgesIn } from './find-kin.ts';
import { columnOf, type Results, relativesOf, runsOf } from './results.ts';
import { bitsOf, positionsOf, type Runs } from './run-set.ts';
import type { StoredColumn } from './stored-column.ts';

/** Runs, each beside its relative on each path; 0 where there is none. */
export interface Relatives {
  readonly owners: Runs;
  /** By path. */
  readonly relatives: readonly Uint32Array[];
  /** Where only the first relative of each run was taken: of how many runs there are several, by `parent` and `root`. */
  readonly several?: ReadonlyMap<'parent' | 'root', number>;
}

type Built = Extract<BuiltStep, { kind: 'find-relatives' }>;

/** Walks every path from the runs of a step, and puts together what each run has on all of them. */
export async function findRelatives(built: Built, results: Results, asking: Asking): Promise<Relatives> {
  const { of } = built.step;
  if (of === undefined) return everyOwner(built, results, asking);
  const runs = runsOf(results, of);
  const sides: Beside[] = [];
  const several = new Map<'parent' | 'root', number>();
  for (const path of built.step.paths) sides.push(await walk(path, runs, several, built, results, asking));
  const [first, ...others] = sides;
  if (first === undefined) throw new Error('no path to any relative');
  const start: Relatives = { owners: first.owners, relatives: [first.relatives] };
  return { ...others.reduce(combine, start), several };
}

/** Every run that has a parent, beside each of them. */
async function everyOwner(built: Built, results: Results, asking: Asking): Promise<Relatives> {
  const edges = edgesIn(await asking.postgres(fill(built.parents, undefined, results)));
  const { owners, relatives } = besideParents(distinct(Uint32Array.from(edges.children)), edges);
  return { owners, relatives: [relatives] };
}

async function walk(
  path: KinPath,
  runs: Runs,
  several: Map<'parent' | 'root', number>,
  built: Built,
  results: Results,
  asking: Asking,
): Promise<Beside> {
  let beside: Beside = { owners: runs, relatives: runs };
  for (const step of path) {
    const from = distinct(beside.relatives);
    const to = step === 'parent' || step === 'first-parent' ? 'parent' : 'root';
    const statement = to === 'parent' ? built.parents : built.ancestors;
    const edges = edgesIn(await asking.postgres(fill(statement, from, results, { runs: from })));
    const all = to === 'parent' ? besideParents(from, edges) : besideRoots(from, edges);
    if (built.step.all && step === to) {
      beside = follow(beside, all);
      continue;
    }
    const one = firstOfEach(all);
    several.set(to, Math.max(several.get(to) ?? 0, one.several));
    beside = follow(beside, to === 'parent' ? one.first : besideFirstRoot(from, edges));
  }
  return beside;
}

/** The first beside the relatives of their relatives. */
function follow(first: Beside, next: Beside): Beside {
  // The first step of a path goes on from the runs themselves.
  if (first.owners === first.relatives) return next;
  const further = rowsByOwner(next.owners);
  const owners: number[] = [];
  const relatives: number[] = [];
  for (const [row, owner] of first.owners.entries()) {
    const rows = further.get(first.relatives[row] as number) ?? [];
    for (const each of rows.length === 0 ? [undefined] : rows) {
      owners.push(owner);
      relatives.push(each === undefined ? 0 : (next.relatives[each] as number));
    }
  }
  return { owners: Uint32Array.from(owners), relatives: Uint32Array.from(relatives) };
}

/** A row for each combination of an owner's relatives on both. */
function combine(known: Relatives, side: Beside): Relatives {
  const rows = rowsByOwner(side.owners);
  const places: number[] = [];
  const added: number[] = [];
  for (const [row, owner] of known.owners.entries()) {
    for (const each of rows.get(owner) ?? []) {
      places.push(row);
      added.push(side.relatives[each] as number);
    }
  }
  const pick = (of: Uint32Array) => Uint32Array.from(places, (row) => of[row] as number);
  return { owners: pick(known.owners), relatives: [...known.relatives.map(pick), Uint32Array.from(added)] };
}

function rowsByOwner(owners: Uint32Array): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, number[]>();
  for (const [row, owner] of owners.entries()) {
    const known = rows.get(owner);
    if (known === undefined) rows.set(owner, [row]);
    else known.push(row);
  }
  return rows;
}

/** The runs of a side, or the numbers of the rows, from 1. */
export function sideOfRelatives({ owners, relatives }: Relatives, side: 'owner' | 'row' | number): Runs {
  if (side === 'row') return Uint32Array.from(owners, (_, row) => row + 1);
  return distinct(side === 'owner' ? owners : (relatives[side] ?? new Uint32Array(0)));
}

function distinct(runs: Uint32Array): Runs {
  const seen = bitsOf(runs);
  return runs.filter((run) => {
    const byte = seen[run >> 3] ?? 0;
    const bit = 1 << (run & 7);
    // The set has all; each is taken out of it as it comes.
    seen[run >> 3] = byte & ~bit;
    return run !== 0 && (byte & bit) !== 0;
  });
}

/** The owners of rows, each once. */
export function ownersOf({ owners }: Relatives, rows: Runs): Runs {
  return Uint32Array.from(new Set(Array.from(rows, (row) => owners[row - 1] as number)));
}

/** The columns of a side's runs as columns of the rows, or of their owners. */
export function throughRelatives(step: ThroughRelatives, results: Results): readonly StoredColumn[] {
  const { owners, relatives } = relativesOf(results, step.of);
  const side = step.side === 'owner' ? owners : (relatives[step.side] ?? new Uint32Array(0));
  const key = (row: number) => (step.by === 'row' ? row + 1 : (owners[row] as number));
  return step.cells.map((cell) => throughSide(cell, side, key, results));
}

function throughSide(
  of: RelativeCell,
  side: Uint32Array,
  key: (row: number) => number,
  results: Results,
): StoredColumn {
  const { cellOf, typeOf } = readerOf(of, results);
  const runs: number[] = [];
  const values: (number | string | boolean)[] = [];
  const types: string[] = [];
  for (const [row, run] of side.entries()) {
    const value = run === 0 ? undefined : cellOf(run);
    if (value === undefined) continue;
    runs.push(key(row));
    values.push(value);
    const type = typeOf?.(run);
    if (type !== undefined) types.push(type);
  }
  return { runs, values, ...(types.length === 0 ? {} : { types }) };
}

/** What a cell is of a run. */
interface CellReader {
  readonly cellOf: (run: number) => number | string | boolean | undefined;
  readonly typeOf?: (run: number) => string | undefined;
}

function readerOf(of: RelativeCell, results: Results): CellReader {
  if (of.kind === 'number') return { cellOf: (run) => run };
  const { cell, absent } = of;
  if (cell.kind === 'constant') {
    const { value } = cell;
    return { cellOf: () => value ?? undefined };
  }
  const { runs, values, types } = columnOf(results, cell.step, cell.index);
  const places = positionsOf(Uint32Array.from(runs));
  const cellOf = (run: number) => {
    const at = places[run] ?? -1;
    return at < 0 ? absent : values[at];
  };
  return { cellOf, ...(types && { typeOf: (run: number) => types[places[run] ?? -1] }) };
}
