import { createHash } from 'node:crypto';
import type { ParamValue, RunUpdate } from '@xt/engine/stores';
import { canonicalJson } from '../canonical-json.ts';
import { compare } from './find-runs.ts';
import type { RunPosition } from './positions.ts';

/** What is to be said of a run; edges by the keys of parent and child. */
export interface Conclusion {
  readonly update: RunUpdate;
  readonly facts: RunPosition;
  readonly edges: readonly KeyPair[];
  /** Edges that were said before and are none. */
  readonly cuts: readonly KeyPair[];
}

type KeyPair = readonly [parent: string, child: string];

/** A run is running while its last event is younger: 5 minutes, in microseconds. */
export const liveTime = 5 * 60 * 1e6;

/**
 * What the runs say together: states, the hparams of sessions, and the edges between a session and its runs. A session's
 * hparams stand in another folder than its curves. A folder with hparams gives them to the runs of its sub-folders that
 * have none of their own (Keras); where there are none, to the run of its parent folder (tensorboardX). `runs` are those
 * to be concluded and all that have to do with them, one a path; others are `outOfSight`, by key. The conclusions are
 * those that are new.
 */
export function concludeRuns(
  runs: readonly RunPosition[],
  concluded: ReadonlySet<string>,
  outOfSight: (key: string) => boolean,
  now: number,
): readonly Conclusion[] {
  const links = linksOf(runs);
  const conclusions: Conclusion[] = [];
  for (const run of runs) {
    if (!concluded.has(run.key)) continue;
    const givers = links.givers.get(run.key) ?? [];
    // Where a run that gave something is out of sight, so is whether it still does.
    if (run.givers?.some(outOfSight) === true) continue;
    const conclusion = concludeRun(run, givers, links.edges.get(run.key) ?? [], outOfSight, now);
    if (conclusion.facts.said !== run.said) conclusions.push(conclusion);
  }
  return conclusions;
}

interface Links {
  /** The runs whose hparams a run has, by its key. */
  readonly givers: ReadonlyMap<string, readonly RunPosition[]>;
  /** The edges that a run with hparams makes, by its key. */
  readonly edges: ReadonlyMap<string, readonly KeyPair[]>;
}

function linksOf(runs: readonly RunPosition[]): Links {
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
  const edges = new Map<string, KeyPair[]>();
  for (const run of runs) {
    if (run.session?.params === undefined || run.curves) continue;
    const parent = byPath.get(parentPath(run.path) ?? '');
    for (const target of targetsOf(parent, children.get(run.path) ?? [])) {
      givers.set(target.key, [...(givers.get(target.key) ?? []), run]);
      const edge = target === parent ? ([target.key, run.key] as const) : ([run.key, target.key] as const);
      edges.set(run.key, [...(edges.get(run.key) ?? []), edge]);
    }
  }
  return { givers, edges };
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
  edges: readonly KeyPair[],
  outOfSight: (key: string) => boolean,
  now: number,
): Conclusion {
  const own = run.session?.params === undefined ? [] : [run];
  const sessions = [...own, ...[...givers].sort((a, b) => compare(a.path, b.path))].map(({ session }) => session);
  const params = mergeParams(sessions.map((session) => session?.params ?? []));
  const state = stateOf(
    run,
    sessions.flatMap((session) => session?.status ?? []),
    now,
  );
  const group = sessions.find((session) => session?.group !== undefined)?.group;
  const names = params.map(({ name }) => name);
  const dropped = (run.params ?? []).filter((name) => !names.includes(name));
  const update: RunUpdate = {
    sourceId: run.sourceId,
    state,
    ...(state === 'running' ? { ended: null } : run.last === undefined ? {} : { ended: run.last }),
    ...(group === undefined ? {} : { group }),
    ...(params.length === 0 ? {} : { params }),
  };
  const keys = givers.map(({ key }) => key).sort(compare);
  const isEdge = (edge: KeyPair): boolean => edges.some((other) => other[0] === edge[0] && other[1] === edge[1]);
  // What was said of a run that is out of sight is left as it is.
  const before = run.edges ?? [];
  const hidden = before.filter((edge) => !isEdge(edge) && edge.some(outOfSight));
  const cuts = before.filter((edge) => !isEdge(edge) && !edge.some(outOfSight));
  const held = [...edges, ...hidden];
  // Givers belong to what is said: one that comes later must be told.
  const text = canonicalJson([run.path, update, keys, [...held].map(String).sort(compare)]);
  const said = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const { params: _params, givers: _givers, edges: _edges, ...rest } = run;
  return {
    update: dropped.length === 0 ? update : { ...update, dropParams: dropped },
    facts: {
      ...rest,
      said,
      ...(names.length === 0 ? {} : { params: names }),
      ...(keys.length === 0 ? {} : { givers: keys }),
      ...(held.length === 0 ? {} : { edges: held }),
    },
    edges,
    cuts,
  };
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
