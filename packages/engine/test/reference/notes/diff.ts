import type { Clause, Source } from '@xt/grammar';
import { paramValue } from '../runs/params.ts';
import { diffTable, runsToDiff } from '../sources/diff.ts';
import { textsToDiff } from '../sources/text-diff.ts';
import { as } from '../values/coerce.ts';
import { byCodePoint } from '../values/order.ts';
import type { Run, Scene } from '../world.ts';

type Diff = Extract<Source, { readonly kind: 'diff' }>;

/** What a diff says of the runs or texts that it compares. */
export function diffNotes({ text, of }: Diff, clauses: readonly Clause[], scene: Scene): readonly string[] {
  const runs = runsToDiff(of, clauses, scene);
  if (text !== undefined) return textNotes(...textsToDiff(text.value, runs, clauses, scene));
  const sections = clauses.flatMap((clause) => (clause.kind === 'by' ? clause.words.map((word) => word.text) : []));
  const isOfParams = sections.length === 0 || sections.includes('params');
  const isAll = clauses.some(({ kind }) => kind === 'all');
  const isSame = runs.length > 1 && !isAll && diffTable(of, clauses, scene).rows.length === 0;
  return [
    ...(runs.length < 2 ? [`too-few-runs ${runs.length}`] : []),
    ...(isSame ? [`no-difference ${runs.length}`] : []),
    ...(isOfParams ? readAsOthers(runs) : []),
  ];
}

function textNotes(a: string, b: string): readonly string[] {
  return [...(a === b ? ['same-text'] : []), ...(a.endsWith('\n') === b.endsWith('\n') ? [] : ['no-line-feed'])];
}

/** The params of which some runs have text that reads as what others have, three by name. */
function readAsOthers(runs: readonly Run[]): readonly string[] {
  const names = [...new Set(runs.flatMap(({ params }) => Object.keys(params)))].toSorted(byCodePoint);
  const read = names.filter((name) => {
    const values = runs.map(({ params }) => paramValue(params[name]));
    const texts = values.filter((value) => value?.type === 'text');
    return (['number', 'bool'] as const).some(
      (type) => values.some((value) => value?.type === type) && texts.some((value) => as(type, value) !== null),
    );
  });
  if (read.length === 0) return [];
  const more = read.length > 3 ? [`${read.length - 3} more`] : [];
  return [`read-as-others ${[...read.slice(0, 3).map((name) => `\`${name}\``), ...more].join(', ')}`];
}
