import { reader } from '../arrow/index.ts';
import { readObject } from './read-object.ts';
import type { Columnar, Objects } from './store.ts';

/** Which artifact of a run is meant: what the table of artifacts calls it. */
export interface ArtifactKey {
  readonly name: string;
  readonly role: string;
  /** Null of one that is of no step. */
  readonly step: number | null;
}

/** An artifact with its bytes, as many as were wanted. */
export interface ArtifactBytes {
  readonly type: string;
  readonly digest: string;
  /** Bytes of the whole; undefined where the source did not say and nothing is kept. */
  readonly size: number | undefined;
  /** Undefined where the store knows the digest alone. */
  readonly bytes: Uint8Array | undefined;
}

/** An artifact of a run with at most somewhat over `most` of its bytes; undefined where the run has none of that name, role and step. */
export async function readArtifact(
  stores: { readonly columnar: Pick<Columnar, 'query'>; readonly objects: Pick<Objects, 'get' | 'has'> },
  run: { readonly number: number; readonly project: number },
  { name, role, step }: ArtifactKey,
  most: number,
): Promise<ArtifactBytes | undefined> {
  const table = await stores.columnar.query({
    store: 'clickhouse',
    text: `SELECT type, digest, toFloat64(size) AS bytes, base64Encode(inline) AS kept FROM xt.artifact FINAL
PREWHERE project = {p1:UInt32} AND run = {p2:UInt32}
WHERE name = {p3:String} AND role = {p4:String} AND isNull(step) = {p5:UInt8} AND ifNull(step, 0) = {p6:Float64} LIMIT 1`,
    parameters: [run.project, run.number, name, role, step === null ? 1 : 0, step ?? 0],
  });
  if (table.numRows === 0) return undefined;
  const cell = (column: string) => {
    const vector = table.getChild(column);
    return vector === null ? null : reader(vector)(0);
  };
  const digest = String(cell('digest') ?? '');
  const said = cell('bytes');
  const size = typeof said === 'number' ? said : undefined;
  const kept = Buffer.from(String(cell('kept') ?? ''), 'base64');
  const bytes = kept.length > 0 || size === 0 ? kept : await readObject(stores.objects, digest, most);
  return { type: String(cell('type') ?? ''), digest, size: size ?? bytes?.length, bytes };
}
