import { agrees, type Case, type Forms, type Page, type Sql, show } from './case.ts';
import type { Cell, Compute } from './databases.ts';
import type { Value } from './operands.ts';

/** The answers of one case: by column, by row; absent where the form does not exist. */
interface Filled {
  readonly wanted: readonly (readonly Value[])[];
  readonly clickhouse: FilledForms;
  readonly postgres: FilledForms;
}

interface FilledForms {
  readonly raw: readonly (readonly Cell[] | undefined)[];
  readonly xt: readonly (readonly Cell[] | undefined)[];
}

/** Runs a case in both databases: the page to review, and what is not as the language says. */
export async function casePage(c: Case, clickhouse: Compute, postgres: Compute): Promise<Page> {
  const filled = await fill(c, clickhouse, postgres);
  return { text: write(c, filled), disagreements: disagreements(c, filled) };
}

async function fill(c: Case, clickhouse: Compute, postgres: Compute): Promise<Filled> {
  return {
    wanted: c.columns.map((column) => c.rows.values.map((x) => c.language(x, column.constant))),
    clickhouse: await fillForms(c, c.clickhouse, clickhouse),
    postgres: await fillForms(c, c.postgres, postgres),
  };
}

async function fillForms(c: Case, forms: Forms, compute: Compute): Promise<FilledForms> {
  const run = async (form: ((constant: unknown) => Sql | undefined) | undefined) => {
    const columns: (Cell[] | undefined)[] = [];
    for (const { constant, y } of c.columns) {
      const sql = form?.(constant);
      const second = c.yType === undefined || y === undefined ? undefined : { type: c.yType, value: y };
      const operand = second && { type: second.type, values: c.rows.values.map(() => second.value) };
      columns.push(sql && (await compute(sql, c.result, c.rows, operand)));
    }
    return columns;
  };
  return { raw: await run(forms.raw), xt: await run(forms.xt) };
}

/** Every cell of xt's forms that is not what the language says, as a line of text each. */
function disagreements(c: Case, filled: Filled): string[] {
  return (['clickhouse', 'postgres'] as const).flatMap((database) =>
    filled[database].xt.flatMap((column, j) =>
      (column ?? []).flatMap((cell, i) => {
        const wanted = filled.wanted[j]?.[i] ?? null;
        if (isValue(cell) && agrees(cell, wanted)) return [];
        const at = [show(c.rows.values[i] ?? null), c.columns[j]?.label].filter(Boolean).join(', ');
        return [`${database}: ${c.title} of ${at}: ${isValue(cell) ? show(cell) : cell.error}, wanted ${show(wanted)}`];
      }),
    ),
  );
}

/** The case as a page that a person can review: `!` marks an answer that is not the language's. */
function write(c: Case, filled: Filled): string {
  const parts = [
    c.title,
    '',
    ...grid(c, 'the language, and xt in every database that computes it', filled.wanted, undefined),
    ...databasePart(c, 'ClickHouse', c.clickhouse, filled.clickhouse, filled.wanted),
    ...databasePart(c, 'Postgres', c.postgres, filled.postgres, filled.wanted),
  ];
  return `${parts.join('\n').trimEnd()}\n`;
}

function databasePart(
  c: Case,
  database: string,
  forms: Forms,
  filled: FilledForms,
  wanted: Filled['wanted'],
): string[] {
  const spelled = forms.xt?.(c.columns[0]?.constant)?.text ?? 'not computed there';
  const lines = [`${database}, xt: ${spelled}`];
  const missing = c.columns.filter((_, j) => filled.xt[j] === undefined).map(({ label }) => label);
  if (forms.xt !== undefined && missing.length > 0) lines.push(`  not computed there: ${missing.join(' ')}`);
  const raw = forms.raw?.(c.columns[0]?.constant).text;
  if (raw === undefined) return [...lines, ''];
  return [...lines, '', ...grid(c, `${database}, plain: ${raw}`, filled.raw, wanted)];
}

function grid(
  c: Case,
  title: string,
  cells: readonly (readonly Cell[] | undefined)[],
  wanted: Filled['wanted'] | undefined,
): string[] {
  const head = ['x', ...c.columns.map(({ label }) => label)];
  const body = c.rows.values.map((x, i) => [
    show(x),
    ...cells.map((column, j) => {
      const cell = column?.[i];
      if (cell === undefined) return '';
      const wrong = wanted !== undefined && !(isValue(cell) && agrees(cell, wanted[j]?.[i] ?? null));
      return `${isValue(cell) ? show(cell) : 'error'}${wrong ? '!' : ''}`;
    }),
  ]);
  const widths = head.map((_, j) => Math.max(...[head, ...body].map((row) => row[j]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `  ${row.map((text, j) => text.padEnd(widths[j] ?? 0)).join('  ')}`.trimEnd();
  return [title, line(head), ...body.map(line), ''];
}

function isValue(cell: Cell): cell is Value {
  return cell === null || typeof cell !== 'object';
}
