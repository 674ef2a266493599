import { namesApart } from '../local/names-apart.ts';
import type { ParameterValue, Relational, Statement } from './store.ts';
import { absorbedSource } from './writer/absorbed-source.ts';

type Asked = Pick<Relational, 'query'>;

/** What these runs are called, each otherwise: their names, else their ids, in the given order. */
export async function readRunNames(relational: Asked, runs: readonly number[]): Promise<readonly string[]> {
  if (runs.length === 0) return [];
  const { rows } = await relational.query(
    statement(
      'select coalesce(name, id), id from run where number = any($1) order by array_position($1, number)',
      runs,
    ),
  );
  return namesApart(rows.map(([name, id]) => ({ id: String(id), name: String(name) })));
}

/** The runs that the last removal took, of one project where it is named. */
export async function readLastRemoved(relational: Asked, project?: string): Promise<readonly number[]> {
  const removed = `deleted and run.sequence > 0 and source <> '${absorbedSource}'
    and ($1::text is null or project = (select id from project where project.name = $1))`;
  const { rows } = await relational.query(
    statement(
      `select number from run where ${removed}
       and run.sequence = (select max(run.sequence) from run where ${removed}) order by number`,
      project ?? null,
    ),
  );
  return rows.map((row) => Number(row[0]));
}

/** Whether a run is a parent of another. */
export async function isParent(relational: Asked, parent: number, child: number): Promise<boolean> {
  const { rows } = await relational.query(
    statement('select exists (select from edge where parent = $1 and child = $2)', parent, child),
  );
  return rows[0]?.[0] === true;
}

/** Whether edges lead from one run down to another; cycles end. */
export async function isDescendant(relational: Asked, run: number, ofRun: number): Promise<boolean> {
  const { rows } = await relational.query(
    statement(
      `with recursive below (number) as (
         select child from edge where parent = $2
         union select edge.child from edge join below on edge.parent = below.number)
       select exists (select from below where number = $1)`,
      run,
      ofRun,
    ),
  );
  return rows[0]?.[0] === true;
}

/** The saved views by name, with their queries. */
export async function readViews(relational: Asked): Promise<ReadonlyMap<string, string>> {
  const { rows } = await relational.query(statement('select name, query from saved_view order by name'));
  return new Map(rows.map(([name, query]) => [String(name), String(query)]));
}

function statement(text: string, ...parameters: readonly ParameterValue[]): Statement {
  return { store: 'postgres', text, parameters };
}
