import { createHash } from 'node:crypto';
import type { EdgeUpdate, ParamValue, RunUpdate } from '@xt/engine/stores';
import { canonicalJson } from '../canonical-json.ts';
import { compare } from './find-runs.ts';
import type { RunPosition } from './positions.ts';

/** What the runs say together: states, the hparams of sessions, and the edges between a session and its runs. */
export interface Conclusions {
  /** One per run for which there is something new to say. */
  readonly runs: readonly { readonly update: RunUpdate; readonly facts: RunPosition }[];
  /** By source ids. */
  readonly edges: readonly EdgeUpdate[];
}

/** A run is running while its last event is younger: 5 minutes, in microseconds. */
const liveTime = 5 * 60 * 1e6;

/**
 * A session's hparams stand in another folder than its curves. A folder with hparams gives them to the runs of its
 * sub-folders that have none of their own (Keras); where there are none, to the run of its parent folder (tensorboardX).
 */
export function concludeRuns(runs: readonly RunPosition[], now: number): Conclusions {
  const byPath = new Map(runs.map((run) => [run.path, run]));
  const children = new Map<string, RunPosition[]>();
  for (const run of runs) {
    const parent = parentPath(run.path);
    if (parent === undefined || !byPath.has(parent)) continue;
    const others = children.get(parent);
    if (others === undefined) children.set(parent, [run]);
    else others.push(run);
  }
  const givers = new Map<string, RunPosition[]>();
  const edges: EdgeUpdate[] = [];
  for (const run of runs) {
    if (run.session?.params === undefined || run.curves) continue;
    const parent = byPath.get(parentPath(run.path) ?? '');
    for (const target of targetsOf(parent, children.get(run.path) ?? [])) {
      givers.set(target.sourceId, [...(givers.get(target.sourceId) ?? []), run]);
      const [above, below] = target === parent ? [target, run] : [run, target];
      edges.push({ parent: above.sourceId, child: below.sourceId, kind: 'child' });
    }
  }
  const concluded = runs.map((run) => concludeRun(run, givers.get(run.sourceId) ?? [], now));
  const news = concluded.filter(({ facts }, index) => facts.said !== runs[index]?.said);
  const ids = new Set(news.map(({ facts }) => facts.sourceId));
  return { runs: news, edges: edges.filter(({ parent, child }) => ids.has(String(parent)) || ids.has(String(child))) };
}

function targetsOf(parent: RunPosition | undefined, children: readonly RunPosition[]): readonly RunPosition[] {
  const below = children.filter(({ session }) => session?.params === undefined);
  if (below.length > 0) return below;
  if (parent === undefined || parent.session?.params !== undefined) return [];
  // A run may end before its first scalar and has its hparams all the same; the root of many sessions is no such run.
  return parent.scalars === true || parent.path !== '.' ? [parent] : [];
}

function concludeRun(
  run: RunPosition,
  givers: readonly RunPosition[],
  now: number,
): { readonly update: RunUpdate; readonly facts: RunPosition } {
  const own = run.session?.params === undefined ? [] : [run];
  const sessions = [...own, ...[...givers].sort((a, b) => compare(a.path, b.path))].map(({ session }) => session);
  const params = mergeParams(sessions.map((session) => session?.params ?? []));
  const state = stateOf(
    run,
    sessions.flatMap((session) => session?.status ?? []),
    now,
  );
  const group = sessions.find((session) => session?.group !== undefined)?.group;
  const update: RunUpdate = {
    sourceId: run.sourceId,
    state,
    ...(state === 'running' || run.last === undefined ? {} : { ended: run.last }),
    ...(group === undefined ? {} : { group }),
    ...(params.length === 0 ? {} : { params }),
  };
  // Edges belong to what is said: a giver that comes later must be told.
  const text = canonicalJson([update, givers.map(({ sourceId }) => sourceId).sort(compare)]);
  const said = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { update, facts: { ...run, said } };
}

/** 1 success, 2 failure; a run without an end is running while it is written. */
function stateOf({ last }: RunPosition, statuses: readonly number[], now: number): 'finished' | 'failed' | 'running' {
  if (statuses.includes(2)) return 'failed';
  if (statuses.includes(1)) return 'finished';
  return last !== undefined && now - last < liveTime ? 'running' : 'finished';
}

/** The params of several sessions as one list; a name that has several values holds the list of them. */
function mergeParams(sessions: readonly (readonly ParamValue[])[]): ParamValue[] {
  const values = new Map<string, ParamValue[]>();
  for (const param of sessions.flat()) {
    const known = values.get(param.name) ?? [];
    const isNew = !known.some(({ type, text }) => type === param.type && text === param.text);
    values.set(param.name, isNew ? [...known, param] : known);
  }
  return [...values].map(([name, several]) => {
    const [first] = several;
    if (first !== undefined && several.length === 1) return first;
    return { name, type: 'list', text: `[${several.map(jsonOf).join(',')}]` };
  });
}

function jsonOf({ type, text }: ParamValue): string {
  if (type === 'null') return 'null';
  const isJson = type === 'bool' || type === 'list' || (type === 'number' && Number.isFinite(Number(text)));
  return isJson ? text : JSON.stringify(text);
}

/** The path of the folder above; undefined for the root. */
export function parentPath(path: string): string | undefined {
  if (path === '.') return undefined;
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}
