import { parse, walk } from '@xt/grammar';
import { type Notes, notesOf } from './notes/notes.ts';
import { answer, reachOf } from './query.ts';
import { goalOf } from './runs/goals.ts';
import { resolve } from './runs/names.ts';
import type { Table } from './table.ts';
import { Refused, type Scene } from './world.ts';

/** What the reference says of a query: a table, or the codes with which it may be refused. */
export interface Said {
  readonly table?: Table;
  /** The notes that it must have, where the reference knows them all. */
  readonly notes?: Notes;
  /** Every code of a refusal that the query's names and goals give reason for. */
  readonly refusals: readonly string[];
}

/** Asks the reference. */
export function say(text: string, scene: Scene): Said {
  const { value, diagnostics } = parse(text);
  if (value === undefined) throw new Error(`${text}: ${JSON.stringify(diagnostics)}`);
  const refusals: string[] = [];
  const attempt = <T>(what: () => T): T | undefined => {
    try {
      return what();
    } catch (error) {
      if (!(error instanceof Refused)) throw new Error(`the reference fails at ${text}`, { cause: error });
      refusals.push(error.code);
      return undefined;
    }
  };
  const table = attempt(() => answer(value, scene));
  if (table !== undefined) {
    // What no row was asked of may be refused all the same.
    const reach = reachOf(value, scene);
    walk(value, (node) => {
      if (!('kind' in node) || node.kind !== 'path') return;
      const named = attempt(() => resolve(node, reach));
      if (named?.kind === 'metric') attempt(() => goalOf(named.name, reach));
    });
  }
  const notes = table === undefined ? undefined : attempt(() => notesOf(value, scene));
  return { ...(table === undefined ? {} : { table }), ...(notes === undefined ? {} : { notes }), refusals };
}
