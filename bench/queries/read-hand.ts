/** What of a result belongs to the answer: its rows, columns of these rows (found by `number`), counts of notes. */
export type Part = 'rows' | 'columns' | 'notes';

/** One statement for the stores: later ones read its result by its name. */
export interface Block {
  readonly store: 'postgres' | 'clickhouse';
  readonly name?: string;
  readonly parts: readonly Part[];
  /** True where it starts with the one before, not after it. */
  readonly beside: boolean;
  readonly text: string;
}

/** A file of `bench/hand/`: the query of xt, the statements that give the same answer, and DuckDB's. */
export interface Hand {
  readonly query: string;
  readonly blocks: readonly Block[];
  /** The one statement for DuckDB, or why there is none. */
  readonly duckdb: { readonly text: string } | { readonly none: string };
  /** Functions of `finish.ts` that the rows go through, since SQL has no such function. */
  readonly finish: readonly string[];
}

/**
 * Reads a file. Its first line is `-- xt QUERY`; a line `-- finish NAME …` may follow, and other comments. Then each
 * statement stands under `-- STORE [NAME][: WORD …]`, the words being parts and `beside`; DuckDB's under `-- duckdb`,
 * or `-- duckdb none: WHY` stands instead.
 */
export function readHand(text: string): Hand {
  const [first = '', ...lines] = text.split('\n');
  const sections = lines.join('\n').split(/^-- (?=(?:postgres|clickhouse|duckdb|finish)\b)/m);
  const parts = sections.slice(1).map((section) => {
    const [head = '', ...rest] = section.split('\n');
    return { head: head.trim(), text: rest.join('\n').trim() };
  });
  const duckdb = parts.find(({ head }) => head.startsWith('duckdb'));
  if (duckdb === undefined) throw new Error('a line `-- duckdb` or `-- duckdb none: WHY` is missing');
  const none = /^duckdb none: (.*)/.exec(duckdb.head)?.[1];
  return {
    query: first.replace(/^-- xt /, ''),
    blocks: parts.filter(({ head }) => /^(postgres|clickhouse)/.test(head)).map(readBlock),
    duckdb: none === undefined ? { text: duckdb.text } : { none },
    finish: parts.flatMap(({ head }) => (head.startsWith('finish ') ? head.slice(7).split(' ') : [])),
  };
}

function readBlock({ head, text }: { readonly head: string; readonly text: string }): Block {
  const [, store, name, words = ''] = /^(\w+)(?: (\w+))?(?:: (.*))?$/.exec(head) ?? [];
  if (store !== 'postgres' && store !== 'clickhouse') throw new Error(`\`${head}\` names no store`);
  const all = words.split(' ').filter((word) => word !== '');
  const parts = all.filter((word) => word === 'rows' || word === 'columns' || word === 'notes');
  const other = all.find((word) => word !== 'beside' && !parts.some((part) => part === word));
  if (other !== undefined) throw new Error(`\`${other}\` of \`${head}\` is no part of an answer`);
  return { store, ...(name === undefined ? {} : { name }), parts, beside: all.includes('beside'), text };
}
