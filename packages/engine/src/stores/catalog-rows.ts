import type { Goal, NameEntry, NameKind, ProjectEntry } from '../catalog/catalog.ts';
import type { CatalogRows } from '../catalog/make-catalog.ts';
import type { Relational, Statement } from './store.ts';

export type { CatalogRows } from '../catalog/make-catalog.ts';

/**
 * The projects, names and goals of the store. With `since`, an earlier answer, only names changed after it are read and
 * the answer is the two together.
 */
export async function readCatalogRows(relational: Relational, since?: CatalogRows): Promise<CatalogRows> {
  return relational.transaction(async (tx) => {
    const version = Number((await tx.query(statement(versionText))).rows[0]?.[0] ?? 0);
    const changed = await tx.query({
      ...statement('select id, project, kind, name, runs, types from name where version > $1'),
      parameters: [since?.version ?? 0],
    });
    const projects = await tx.query(
      statement(
        `select project.id, project.name, (select count(*)::int from run where run.project = project.id and not deleted)
         from project order by project.id`,
      ),
    );
    const goals = await tx.query(statement(`select name, goal from goal where goal <> 'none' order by name`));
    const names = changed.rows.map(([id, project, kind, name, runs, types]): NameEntry => {
      return {
        id: Number(id),
        project: Number(project),
        kind: kind as NameKind,
        name: String(name),
        runs: Number(runs),
        types: Number(types),
      };
    });
    return {
      version,
      projects: projects.rows.map(
        ([id, name, runs]): ProjectEntry => ({ id: Number(id), name: String(name), runs: Number(runs) }),
      ),
      names: since === undefined ? names : join(since.names, names),
      goals: goals.rows.map(([name, goal]) => ({ name: Number(name), goal: goal as Goal })),
    };
  });
}

/** The number of the last batch that changed a run, a name or a goal: while it stays, so does the catalog. */
export async function readCatalogVersion(relational: Relational): Promise<number> {
  return Number((await relational.query(statement(versionText))).rows[0]?.[0] ?? 0);
}

const versionText = `select greatest((select max(version) from name), (select max(sequence) from run), 0)`;

function join(before: readonly NameEntry[], changed: readonly NameEntry[]): readonly NameEntry[] {
  if (changed.length === 0) return before;
  const replaced = new Map(changed.map((entry) => [entry.id, entry]));
  return [...before.filter((entry) => !replaced.has(entry.id)), ...changed];
}

function statement(text: string): Statement {
  return { store: 'postgres', text, parameters: [] };
}
