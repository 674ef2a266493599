import { readBool, readNumber } from '../catalog/read-text.ts';
import type { Fact } from './diff-runs.ts';

/** A param as it is stored, its type and its text; undefined for a stored null. Numbers are equal by value. */
export function factOfParam(type: string, text: string | null): Fact | undefined {
  if (text === null) return undefined;
  switch (type) {
    case 'null':
      return undefined;
    case 'number': {
      const value = readNumber(text);
      return value === undefined ? factOfText(text) : factOfNumber(value);
    }
    case 'bool':
      return factOfBool(readBool(text) ?? false);
    case 'list':
      return factOfList(text);
    default:
      return textOfParam(text);
  }
}

/** MLflow knows texts alone, so one that reads as a number or a bool is one beside another run's. */
function textOfParam(text: string): Fact {
  const fact = factOfText(text);
  const [number, flag] = [readNumber(text), readBool(text)];
  if (number !== undefined) return { ...fact, reads: factOfNumber(number) };
  return flag === undefined ? fact : { ...fact, reads: factOfBool(flag) };
}

/** NaN is equal to NaN, -0 to 0. */
export function factOfNumber(value: number): Fact {
  const text = String(value);
  return { kind: 'number', key: `number ${text}`, shown: Number.isFinite(value) ? text : JSON.stringify(text) };
}

/** A text as it is. */
export function factOfText(text: string): Fact {
  return { kind: 'text', key: `text ${text}`, shown: JSON.stringify(text) };
}

function factOfBool(value: boolean): Fact {
  return { kind: 'bool', key: `bool ${value}`, shown: String(value) };
}

/** A value of a JSON document; undefined for null. */
export function factOfJson(value: unknown): Fact | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'number':
      return factOfNumber(value);
    case 'string':
      return factOfText(value);
    case 'boolean':
      return factOfBool(value);
    default: {
      if (value === null) return undefined;
      const shown = JSON.stringify(value);
      return { kind: 'json', key: `json ${shown}`, shown };
    }
  }
}

/** The leaves of a JSON document by their paths, joined by dots; lists of packages by the names of these. */
export function flatFacts(document: unknown, path = ''): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const [name, value] of leavesOf(document, path)) {
    const fact = factOfJson(value);
    if (fact !== undefined) facts.set(name, fact);
  }
  return facts;
}

function leavesOf(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (Array.isArray(value)) {
    const packages = value.map(packageOf);
    if (packages.length === 0 || packages.some((found) => found === undefined)) return [[path, value]];
    return packages.flatMap((found) => (found === undefined ? [] : [[inside(found.name), found.version] as const]));
  }
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, inside(name)));
}

/** A line of `pip freeze`. */
function packageOf(line: unknown): { readonly name: string; readonly version: string } | undefined {
  const [, name, version] = typeof line === 'string' ? (/^([\w.[\],-]+)==(\S+)$/.exec(line) ?? []) : [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** Lists are equal by their items, however they are spaced. */
function factOfList(text: string): Fact {
  try {
    return { kind: 'json', key: `json ${JSON.stringify(JSON.parse(text))}`, shown: text };
  } catch {
    // Python writes NaN, which is no JSON.
    return factOfText(text);
  }
}
