import { isNumeric, isText, type Tensor } from './tensor.ts';
import { copyBytes, fieldsOf, MalformedMessage, type Wire } from './wire.ts';

/** One artifact of a step: what is appended to the tag's name, its type, its bytes. */
export interface Media {
  readonly suffix: string;
  readonly type: 'text' | 'image' | 'audio' | 'histogram';
  readonly content: Uint8Array;
}

/** A Summary.Image: the encoded picture. */
export function readImage(wire: Wire, from: number, to: number): Media[] {
  return lastOf(wire, from, to, 4, 'image');
}

/** A Summary.Audio: the encoded sound. */
export function readAudio(wire: Wire, from: number, to: number): Media[] {
  return lastOf(wire, from, to, 4, 'audio');
}

function lastOf(wire: Wire, from: number, to: number, number: number, type: Media['type']): Media[] {
  let content: Uint8Array | undefined;
  for (const field of fieldsOf(wire, from, to)) if (field.number === number) content = copyBytes(wire, field);
  return content === undefined ? [] : [{ suffix: '', type, content }];
}

/** A HistogramProto as JSON: `buckets` of [left, right, count], the outermost edges cut to the least and greatest value. */
export function readHistogram(wire: Wire, from: number, to: number): Media[] {
  const facts: Record<string, number> = {};
  const limits: number[] = [];
  const counts: number[] = [];
  const names = ['', 'min', 'max', 'count', 'sum', 'sumOfSquares'];
  for (const field of fieldsOf(wire, from, to)) {
    const name = names[field.number];
    if (name !== undefined && field.type === 1) facts[name] = wire.view.getFloat64(field.from, true);
    else if (field.number === 6) readDoubles(wire, field.from, field.to, limits);
    else if (field.number === 7) readDoubles(wire, field.from, field.to, counts);
  }
  const min = facts['min'] ?? 0;
  const max = facts['max'] ?? 0;
  const buckets = counts.map((count, index) => {
    const left = index === 0 ? min : Math.max(limits[index - 1] ?? min, min);
    return [left, Math.min(limits[index] ?? max, max), count];
  });
  return [histogram({ buckets, ...facts })];
}

function readDoubles({ view }: Wire, from: number, to: number, into: number[]): void {
  if ((to - from) % 8 !== 0) throw new MalformedMessage('a packed field of broken length');
  for (let p = from; p < to; p += 8) into.push(view.getFloat64(p, true));
}

/** What a tensor of a plugin other than scalars holds; nothing where xt does not keep that plugin's data. */
export function readTensorMedia(plugin: string, tensor: Tensor): Media[] {
  switch (plugin) {
    case 'text':
      return isText(tensor) ? textOf(tensor) : [];
    case 'images':
      // The first two strings are width and height.
      return isText(tensor) ? eachOf(tensor.strings.slice(2), 'image') : [];
    case 'audio':
      // Pairs of a sound and its label.
      return isText(tensor)
        ? eachOf(
            tensor.strings.filter((_, index) => index % 2 === 0),
            'audio',
          )
        : [];
    case 'histograms':
      return isNumeric(tensor) && tensor.numbers.length % 3 === 0 ? [histogram({ buckets: triples(tensor) })] : [];
    default:
      return [];
  }
}

function textOf({ strings }: Tensor): Media[] {
  const [first, ...more] = strings;
  if (first === undefined) return [];
  if (more.length === 0) return [{ suffix: '', type: 'text', content: first }];
  const texts = strings.map((bytes) => Buffer.from(bytes).toString('utf8'));
  return [{ suffix: '', type: 'text', content: Buffer.from(JSON.stringify(texts)) }];
}

function eachOf(contents: readonly Uint8Array[], type: Media['type']): Media[] {
  return contents.map((content, index) => ({ suffix: contents.length === 1 ? '' : `/${index}`, type, content }));
}

function triples({ numbers }: Tensor): number[][] {
  return Array.from({ length: numbers.length / 3 }, (_, index) => numbers.slice(3 * index, 3 * index + 3));
}

/** JSON has no NaN and no infinities: they are written as text, as everywhere in xt's JSON. */
function histogram(value: object): Media {
  const text = JSON.stringify(value, (_, part) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
  );
  return { suffix: '', type: 'histogram', content: Buffer.from(text) };
}
