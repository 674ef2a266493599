import type { ParameterValue, Stores } from '../../packages/engine/src/stores/index.ts';
import { type Given, givenRows, givenTable } from './given.ts';
import type { Block, Part } from './read-hand.ts';

/** What a statement by hand gave, and what of it belongs to the answer. */
export interface HandResult {
  readonly parts: readonly Part[];
  readonly given: Given;
}

/**
 * Runs the statements one after the other, those that are `beside` with the one before. In a statement `{name}` is the run
 * numbers that an earlier one gave (its column `number`, or a text of numbers), `{name.column}` another of its columns
 * (`:ints` as whole numbers), `{name:text}` and `{name.column:text}` a first cell.
 */
export async function runHand(blocks: readonly Block[], stores: Stores): Promise<readonly HandResult[]> {
  const found = new Map<string, Given>();
  const results: HandResult[] = [];
  for (const group of together(blocks)) {
    const given = await Promise.all(group.map((block) => runBlock(block, found, stores)));
    for (const [index, { name, parts }] of group.entries()) {
      const each = given[index];
      if (each === undefined) continue;
      if (name !== undefined) found.set(name, each);
      results.push({ parts, given: each });
    }
  }
  return results;
}

function together(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.beside && last !== undefined) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

const placeholder = /\{(\w+)(?:\.(\w+))?(?::(text|ints))?\}/g;

async function runBlock({ store, text }: Block, found: ReadonlyMap<string, Given>, stores: Stores): Promise<Given> {
  const parameters: ParameterValue[] = [];
  const places = new Map<string, string>();
  const filled = text.replaceAll(placeholder, (whole, name: string, column?: string, form?: string) => {
    const given = found.get(name);
    if (given === undefined) throw new Error(`nothing is named \`${name}\``);
    const known = places.get(whole);
    if (known !== undefined) return known;
    const { value, types } = column === undefined ? parameterOf(given, form) : columnOf(given, column, form);
    parameters.push(value);
    const index = parameters.length;
    const place = store === 'postgres' ? `$${index}::${types[0]}` : types[1].replace('$', `{p${index}`);
    places.set(whole, place);
    return place;
  });
  if (store === 'postgres') return givenRows(await stores.relational.query({ store, text: filled, parameters }));
  return givenTable(await stores.columnar.query({ store, text: filled, parameters }));
}

/** A value, and how its place is written for Postgres and for ClickHouse. */
interface Parameter {
  readonly value: ParameterValue;
  readonly types: readonly [string, string];
}

function parameterOf(given: Given, form: string | undefined): Parameter {
  if (form === 'text') return { value: given.text(), types: ['text', '$:String}'] };
  return { value: given.numbers(), types: ['int[]', '$:Array(UInt32)}'] };
}

function columnOf(given: Given, name: string, form: string | undefined): Parameter {
  const cells = given.column(name);
  if (form === 'text') return { value: String(cells[0] ?? ''), types: ['text', '$:String}'] };
  if (form === 'ints') return { value: cells.map(Number), types: ['int[]', '$:Array(UInt32)}'] };
  if (cells.some((cell) => typeof cell === 'string')) {
    return { value: cells.map(String), types: ['text[]', '$:Array(String)}'] };
  }
  return { value: cells.map(Number), types: ['float8[]', '$:Array(Float64)}'] };
}
