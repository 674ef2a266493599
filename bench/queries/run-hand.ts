import type { Stores } from '../../packages/engine/src/stores/index.ts';

/** One statement of a file: the store, and the name under which later ones read its result. */
interface Block {
  readonly store: 'postgres' | 'clickhouse';
  readonly name?: string;
  readonly text: string;
}

/** A file of `bench/hand/`: the query of xt, and the statements that give the same answer. */
export interface Hand {
  readonly query: string;
  readonly blocks: readonly Block[];
}

/** Reads a file: its first line is `-- xt QUERY`, then each statement stands under `-- STORE [NAME]`. */
export function readHand(text: string): Hand {
  const [first = '', ...lines] = text.split('\n');
  const parts = lines.join('\n').split(/^-- (?=postgres|clickhouse)/m);
  const blocks = parts.slice(1).map((part): Block => {
    const [head = '', ...rest] = part.split('\n');
    const [store, name] = head.trim().split(' ');
    if (store !== 'postgres' && store !== 'clickhouse') throw new Error(`no store \`${store}\``);
    return { store, ...(name === undefined ? {} : { name }), text: rest.join('\n').trim() };
  });
  return { query: first.replace(/^-- xt /, ''), blocks };
}

/**
 * Runs the statements one after the other and gives the number of rows of the last. `{name}` is the run numbers of an
 * earlier one (a text of numbers from Postgres, a column `run` from ClickHouse), `{name:text}` its text as it is.
 */
export async function runHand({ blocks }: Hand, { relational, columnar }: Stores): Promise<number> {
  const found = new Map<string, string | readonly number[]>();
  let rows = 0;
  for (const { store, name, text } of blocks) {
    const parameters: (string | readonly number[])[] = [];
    const filled = text.replaceAll(/\{(\w+)(:text)?\}/g, (_, key: string, isText?: string) => {
      const value = found.get(key);
      if (value === undefined) throw new Error(`nothing is named \`${key}\``);
      const numbers = typeof value === 'string' && isText === undefined ? value.split(',').map(Number) : value;
      parameters.push(numbers);
      if (store === 'postgres') return `$${parameters.length}::int[]`;
      return `{p${parameters.length}:${isText === undefined ? 'Array(UInt32)' : 'String'}}`;
    });
    if (store === 'postgres') {
      const answer = await relational.query({ store, text: filled, parameters });
      rows = answer.rows.length;
      if (name !== undefined) found.set(name, String(answer.rows[0]?.[0] ?? ''));
    } else {
      const table = await columnar.query({ store, text: filled, parameters });
      rows = table.numRows;
      if (name !== undefined) found.set(name, Array.from(table.getChild('run')?.toArray() as Uint32Array));
    }
  }
  return rows;
}
