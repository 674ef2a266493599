import type { ParamValue } from '@xt/engine/stores';
import { type Field, fieldsOf, readText, readUnsigned, type Wire } from './wire.ts';

/** What the hparams plugin says of a session: the start and the end come in messages of their own. */
export interface Session {
  readonly params?: readonly ParamValue[];
  readonly group?: string;
  /** 0 unknown, 1 success, 2 failure, 3 running. */
  readonly status?: number;
}

/** A session with the number of the file that each of its parts stood in: the last says what counts. */
export interface FiledSession extends Session {
  readonly files: { readonly [Part in keyof Session]?: number };
}

/** What is known of a session and what a later message in the file of a number says. */
export function addToSession(before: FiledSession | undefined, said: Session, file: number): FiledSession {
  const files = Object.fromEntries(Object.keys(said).map((part) => [part, file]));
  return { ...before, ...said, files: { ...before?.files, ...files } };
}

/** Reads an HParamsPluginData: its session part, or nothing where it describes an experiment; throws MalformedMessage. */
export function readSession(wire: Wire, from: number, to: number): Session {
  let session: Session = {};
  for (const { number, from: start, to: end } of fieldsOf(wire, from, to)) {
    if (number === 3) session = { ...session, ...readStart(wire, start, end) };
    else if (number === 4) session = { ...session, ...readEnd(wire, start, end) };
  }
  return session;
}

function readStart(wire: Wire, from: number, to: number): Session {
  const params = new Map<string, ParamValue>();
  let group = '';
  for (const field of fieldsOf(wire, from, to)) {
    if (field.number === 1) {
      const param = readEntry(wire, field.from, field.to);
      params.set(param.name, param);
    } else if (field.number === 4) group = readText(wire, field);
  }
  return {
    params: [...params.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(group === '' ? {} : { group }),
  };
}

function readEnd(wire: Wire, from: number, to: number): Session {
  let status = 0;
  for (const field of fieldsOf(wire, from, to)) {
    if (field.number === 1) status = readUnsigned(wire.bytes, field.from, field.to);
  }
  return { status };
}

/** An entry of map<string, google.protobuf.Value>. */
function readEntry(wire: Wire, from: number, to: number): ParamValue {
  let name = '';
  let value: unknown = null;
  for (const field of fieldsOf(wire, from, to)) {
    if (field.number === 1) name = readText(wire, field);
    else if (field.number === 2) value = readValue(wire, field.from, field.to);
  }
  return paramOf(name, value);
}

function paramOf(name: string, value: unknown): ParamValue {
  if (value === null) return { name, type: 'null', text: '' };
  if (typeof value === 'number') return { name, type: 'number', text: numberText(value) };
  if (typeof value === 'boolean') return { name, type: 'bool', text: String(value) };
  if (typeof value === 'string') return { name, type: 'text', text: value };
  return { name, type: 'list', text: JSON.stringify(value) };
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '0' : String(value);
}

/** A google.protobuf.Value as what JSON.parse would give, but for numbers that JSON has not. */
function readValue(wire: Wire, from: number, to: number): unknown {
  let value: unknown = null;
  for (const field of fieldsOf(wire, from, to)) value = readKind(wire, field);
  return value;
}

function readKind(wire: Wire, field: Readonly<Field>): unknown {
  const { number, type, from, to } = field;
  if (number === 2 && type === 1) return wire.view.getFloat64(from, true);
  if (number === 3) return readText(wire, field);
  if (number === 4) return readUnsigned(wire.bytes, from, to) !== 0;
  if (number === 5) return readStruct(wire, from, to);
  if (number === 6) return [...listItems(wire, from, to)];
  return null;
}

function readStruct(wire: Wire, from: number, to: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const entry of fieldsOf(wire, from, to)) {
    let key = '';
    let value: unknown = null;
    for (const field of fieldsOf(wire, entry.from, entry.to)) {
      if (field.number === 1) key = readText(wire, field);
      else if (field.number === 2) value = readValue(wire, field.from, field.to);
    }
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

function* listItems(wire: Wire, from: number, to: number): Generator<unknown> {
  for (const item of fieldsOf(wire, from, to)) if (item.number === 1) yield readValue(wire, item.from, item.to);
}
