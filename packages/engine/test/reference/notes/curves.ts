import type { Query } from '@xt/grammar';
import { curveOf, joinedCurves, type Making, makingOf, sampled } from '../curves/curves.ts';
import type { Run, Scene } from '../world.ts';

/** What curves leave out: runs without points, points without a place or partner, and what sampling dropped. */
export function curveNotes({ source, clauses }: Query, scene: Scene): readonly string[] {
  if (source.kind !== 'curves') return [];
  const making = makingOf(source.columns, source.of, clauses, scene);
  const runs = making.stage.rows.flatMap(({ run }) => run ?? []);
  const curves = making.series.map((column) => ({
    column,
    ofRuns: runs.map((run: Run) => curveOf(column.of, run, making.stage, making.clauses)),
  }));
  const total = (of: 'unplaced' | 'unpaired') =>
    curves.flatMap(({ ofRuns }) => ofRuns.map((curve) => curve[of])).reduce((sum, count) => sum + count, 0);
  const lacking = curves.flatMap(({ column, ofRuns }) => {
    const without = ofRuns.filter(({ inWindow }) => inWindow === 0).length;
    return without === 0 ? [] : [`no-points ${column.name} ${without} of ${runs.length}`];
  });
  return [
    ...lacking,
    ...(total('unplaced') === 0 ? [] : [`no-place ${total('unplaced')}`]),
    ...(total('unpaired') === 0 ? [] : [`no-partner ${total('unpaired')}`]),
    ...shownNotes(
      making,
      curves.flatMap(({ ofRuns }) => ofRuns.map(({ points }) => points)),
    ),
  ];
}

function shownNotes(making: Making, ofRuns: readonly (readonly Point[])[]): readonly string[] {
  const { group, clauses } = making;
  const joined = group === undefined ? undefined : joinedCurves(making, group).map(({ points }) => points);
  const uneven = joined?.some((points) => points.some(({ of }) => of.length !== points[0]?.of.length)) === true;
  return [...(uneven ? ['uneven-group'] : []), ...sampledNote(joined ?? ofRuns, clauses)];
}

type Point = ReturnType<typeof curveOf>['points'][number];

function sampledNote(curves: readonly (readonly Point[])[], clauses: Making['clauses']): readonly string[] {
  const reduced = curves
    .map((points) => ({ of: points.length, kept: sampled(points, clauses).length }))
    .filter(({ of, kept }) => kept < of);
  const sum = (of: 'of' | 'kept') => reduced.reduce((total, each) => total + each[of], 0);
  return reduced.length === 0 ? [] : [`sampled ${sum('kept')} ${sum('of')} ${reduced.length}`];
}
