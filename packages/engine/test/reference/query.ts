import { type Clause, type Expression, printExpression, type Query, type RunSet, type Source, walk } from '@xt/grammar';
import { curvesTable } from './curves/curves.ts';
import { mentionedBy } from './mentions.ts';
import { type Flow, flow, tableOf } from './pipeline.ts';
import { createdOf } from './runs/facts.ts';
import { fields } from './runs/fields.ts';
import { runNamed } from './runs/run-sets.ts';
import { type Row, valueFor } from './runs/run-values.ts';
import { artifactFlow } from './sources/artifacts.ts';
import { compareTable } from './sources/compare.ts';
import { diffTable } from './sources/diff.ts';
import { lineageFlow } from './sources/lineage.ts';
import { metricFlow, paramFlow, projectFlow, viewFlow } from './sources/listings.ts';
import { textDiffTable } from './sources/text-diff.ts';
import type { Shown, Table } from './table.ts';
import { byCodePoint } from './values/order.ts';
import { Refused, type Run, type Scene } from './world.ts';

/** The answer to a query over a scene. */
export function answer(query: Query, wide: Scene): Table {
  const { source, clauses } = query;
  const scene = reachOf(query, wide);
  switch (source.kind) {
    case 'runs':
    case 'run':
    case 'subquery':
      return {
        ...tableOf(flow(withMentions(startOfRuns(runsOf(source, scene), scene), clauses), clauses)),
        exact: !namesRank(query) && clauses.every(({ kind }) => kind !== 'vs'),
      };
    case 'curves':
      return curvesTable(source.columns, source.of, clauses, scene);
    case 'artifacts':
      return tableOf(artifactFlow(newestFirst(runsOf(source.of, scene)), clauses, scene));
    case 'lineage':
      return tableOf(lineageFlow(runsOf(source.of, scene), clauses, scene));
    case 'metrics':
      return tableOf(flow(metricFlow(runsOf(source.of, scene), scene), clauses));
    case 'params':
      return tableOf(flow(paramFlow(runsOf(source.of, scene), scene), clauses));
    case 'projects':
      return tableOf(flow(projectFlow(scene), clauses));
    case 'compare':
      return compareTable(source.value, runsOf(source.left, scene), runsOf(source.right, scene), scene);
    case 'diff':
      return source.text === undefined
        ? diffTable(source.of, clauses, scene)
        : textDiffTable(source.text.value, source.of, clauses, scene);
    case 'views':
      return tableOf(flow(viewFlow(scene), clauses));
  }
}

/** A query that nobody wrote. */
export function queryOf(source: Source, clauses: readonly Clause[]): Query {
  return { kind: 'query', span: source.span, source, clauses, comments: [] };
}

/** The scene of the projects in a query's reach. */
export function reachOf({ source, clauses }: Query, scene: Scene): Scene {
  // The ways up and down lead through all projects.
  if (source.kind === 'lineage') return scene;
  return inReach(setOf(source), ofRuns(source) ? clauses : [], scene);
}

/** The runs of a set, in order; all that are in reach where there is none. */
export function runsOf(set: RunSet | undefined, scene: Scene): readonly Run[] {
  switch (set?.kind) {
    case undefined:
    case 'runs':
      return newestFirst(scene.runs);
    case 'run':
      return [...new Set(set.names.map((name) => runNamed(name, scene)))];
    case 'subquery': {
      const { source, clauses } = set.query;
      if (source.kind !== 'runs' && source.kind !== 'run' && source.kind !== 'subquery')
        throw new Refused('type-mismatch', source.kind);
      const near = inReach(source, clauses, scene);
      const { stage } = flow(startOfRuns(runsOf(source, near), near), clauses);
      return stage.rows.flatMap(({ run }) => run ?? []);
    }
  }
}

/** Rows of runs, as they come, with the columns that they have without `select`. */
export function startOfRuns(runs: readonly Run[], scene: Scene): Flow {
  const rows = runs.map((run): Row => ({ run, own: new Map() }));
  return {
    stage: { scene, rows, names: new Map() },
    shown: ['id', 'name', 'state', 'created', 'step'].map((name) => field(name, scene)),
    keys: [],
    grouped: false,
    ordered: true,
  };
}

function namesRank(query: Query): boolean {
  let found = false;
  walk(query, (node) => {
    found ||= 'kind' in node && node.kind === 'rank';
  });
  return found;
}

/** Without `select` the expressions that clauses name are columns too, but for those that are there. */
function withMentions(start: Flow, clauses: readonly Clause[]): Flow {
  if (clauses.some(({ kind }) => kind === 'select' || kind === 'group')) return start;
  const columns = mentionedBy(clauses, start.stage.scene).map((each): Shown<Row> => {
    return { name: printExpression(each), of: (row) => valueFor(each, row, start.stage) };
  });
  return { ...start, shown: [...start.shown, ...columns] };
}

/** A field of a row's run, as a column. */
export function field(name: string, scene: Scene): Shown<Row> {
  return { name, of: ({ run }) => (run === null ? null : (fields[name]?.(run, scene) ?? null)) };
}

function newestFirst(runs: readonly Run[]): readonly Run[] {
  const moment = (run: Run) => createdOf(run) ?? Number.NEGATIVE_INFINITY;
  return runs.toSorted((a, b) => (moment(a) === moment(b) ? byCodePoint(a.id, b.id) : moment(b) - moment(a)));
}

/** The scene of those projects that all rows must be of: of the runs that are named, or of the one that a condition says. */
function inReach(set: RunSet | undefined, clauses: readonly Clause[], scene: Scene): Scene {
  const [said] = clauses.flatMap((clause) => (clause.kind === 'where' ? projectsIn(clause.condition) : []));
  if (said !== undefined) return within([said], scene);
  if (set?.kind === 'run')
    return within(
      set.names.map((name) => runNamed(name, scene).project),
      scene,
    );
  if (set?.kind !== 'subquery') return scene;
  const { source, clauses: inner } = set.query;
  return inReach(setOf(source), inner, scene);
}

function within(projects: readonly string[], scene: Scene): Scene {
  return { ...scene, runs: scene.runs.filter((run) => projects.includes(run.project)) };
}

function setOf(source: Source): RunSet | undefined {
  if (source.kind === 'runs' || source.kind === 'run' || source.kind === 'subquery') return source;
  return 'of' in source ? source.of : undefined;
}

/** Whether the clauses after a source choose runs. */
function ofRuns({ kind }: Source): boolean {
  return ['runs', 'run', 'subquery', 'curves', 'diff', 'artifacts'].includes(kind);
}

function projectsIn(of: Expression): readonly string[] {
  if (of.kind === 'and') return of.items.flatMap(projectsIn);
  if (of.kind !== 'compare' || of.op !== '=' || of.left.kind !== 'path' || of.right.kind !== 'text') return [];
  const [part] = of.left.parts;
  return of.left.parts.length === 1 && part?.kind === 'plain' && part.text === 'project' ? [of.right.value] : [];
}
