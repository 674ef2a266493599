import type { FiledSession } from './hparams.ts';
import { addFinding, type OpenBatch } from './open-batch.ts';
import { type Wire, wireOf } from './wire.ts';

/** What the parser keeps while it walks through the records of one run's files. */
export interface EventReader {
  readonly run: number;
  readonly batch: OpenBatch;
  readonly tags: Map<string, Tag>;
  /** The tag that the next value is expected to have: tags come round in the same order. */
  expected: Tag | undefined;
  previous: Tag | undefined;
  /** The order of the next value. */
  order: number;
  /** The file's number, and its tags with one value so far; undefined once a tag had two. */
  file: number;
  once: string[] | undefined;
  /** Where the bytes at hand begin in the file. */
  offset: number;
  /** Seconds since 1970: least and greatest time of an event since the last batch. */
  first: number;
  last: number;
  scalars: boolean;
  curves: boolean;
  session: FiledSession | undefined;
  newPlugins: [string, string][];
}

/** Notes something that is not kept, or kept otherwise. */
export function report(reader: EventReader, kind: 'left-out' | 'odd', what: string): void {
  const { run, file, offset } = reader;
  addFinding(reader.batch, { run, file, offset, kind, what });
}

/** A tag of a run. */
export interface Tag {
  readonly name: string;
  /** The name in UTF-8. */
  readonly wire: Wire;
  /** The plugin that its metadata names; empty while unknown. */
  plugin: string;
  /** Its series in the batch of this number. */
  series: number;
  batch: number;
  /** The file that had its last value. */
  file: number;
  /** The tag whose value followed last time. */
  next: Tag | undefined;
}

/** The tag whose name is at `from..to`, that of the next value. */
export function nextTag(reader: EventReader, { bytes, view }: Wire, from: number, to: number): Tag {
  let tag = reader.expected;
  if (tag === undefined || !equals(tag.wire, bytes, view, from, to)) {
    tag = tagNamed(reader, Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from));
    if (reader.previous !== undefined) reader.previous.next = tag;
  }
  reader.previous = tag;
  reader.expected = tag.next;
  return tag;
}

/** The tag with this name in UTF-8, made if it is new. */
export function tagNamed({ tags }: EventReader, name: Buffer): Tag {
  // Bytes that are not UTF-8 must stay distinct while they are looked up.
  const key = name.toString('latin1');
  const known = tags.get(key);
  if (known !== undefined) return known;
  const tag: Tag = {
    name: name.toString('utf8'),
    wire: wireOf(Uint8Array.from(name)),
    plugin: '',
    series: 0,
    batch: -1,
    file: -1,
    next: undefined,
  };
  tags.set(key, tag);
  return tag;
}

function equals(name: Wire, bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
  const { length } = name.bytes;
  if (to - from !== length) return false;
  let i = 0;
  for (; i + 4 <= length; i += 4) if (name.view.getInt32(i) !== view.getInt32(from + i)) return false;
  for (; i < length; i++) if (name.bytes[i] !== bytes[from + i]) return false;
  return true;
}
