import { createHash } from 'node:crypto';
import { nativeBlock } from '../native-block.ts';
import type { Columnar, Objects } from '../store.ts';
import type { ArtifactUpdate } from '../write.ts';
import { storableText } from './storable-text.ts';

/** An artifact of a run that is written, its bytes in place. */
export interface PlacedArtifact {
  readonly run: number;
  readonly name: string;
  readonly type: string;
  readonly role: 'made' | 'used';
  readonly step: number | undefined;
  readonly created: number | undefined;
  readonly size: number | undefined;
  readonly digest: string;
  readonly inline: Uint8Array;
  readonly order: number | undefined;
}

/** Bytes up to this many stay with the artifact's facts. */
const inlineBytes = 4096;

/** Puts the bytes of artifacts into the objects, small ones beside their facts; those of deleted runs are left out. */
export async function placeArtifacts(
  objects: Objects,
  artifacts: readonly ArtifactUpdate[],
  runOf: (index: number) => number,
): Promise<readonly PlacedArtifact[]> {
  const placed: PlacedArtifact[] = [];
  for (const { run, name, type, role, step, created, size, digest, content, order } of artifacts) {
    if (runOf(run) < 0) continue;
    const bytes = await placeBytes(objects, content);
    placed.push({
      run: runOf(run),
      name: storableText(name),
      type: storableText(type),
      role,
      step: step === undefined ? undefined : step + 0,
      created,
      size: bytes?.size ?? size,
      digest: bytes?.digest ?? storableText(digest ?? ''),
      inline: bytes?.inline ?? new Uint8Array(),
      order,
    });
  }
  return placed;
}

/** Writes the facts of artifacts. */
export async function writeArtifacts(
  columnar: Columnar,
  project: number,
  version: number,
  artifacts: readonly PlacedArtifact[],
): Promise<void> {
  if (artifacts.length === 0) return;
  const number = (pick: (artifact: PlacedArtifact) => number | undefined) => ({
    type: 'Nullable(Float64)' as const,
    values: Float64Array.from(artifacts, (artifact) => pick(artifact) ?? 0),
    nulls: Uint8Array.from(artifacts, (artifact) => (pick(artifact) === undefined ? 1 : 0)),
  });
  const text = (pick: (artifact: PlacedArtifact) => string | Uint8Array) => ({
    type: 'String' as const,
    values: artifacts.map(pick),
  });
  const columns = [
    { name: 'project', type: 'UInt32' as const, values: new Uint32Array(artifacts.length).fill(project) },
    { name: 'run', type: 'UInt32' as const, values: Uint32Array.from(artifacts, (artifact) => artifact.run) },
    { name: 'role', ...text((artifact) => artifact.role) },
    { name: 'type', ...text((artifact) => artifact.type) },
    { name: 'name', ...text((artifact) => artifact.name) },
    { name: 'step', ...number((artifact) => artifact.step) },
    { name: 'created', ...number((artifact) => artifact.created) },
    { name: 'size', ...number((artifact) => artifact.size) },
    { name: 'digest', ...text((artifact) => artifact.digest) },
    { name: 'inline', ...text((artifact) => artifact.inline) },
    { name: 'ver', type: 'UInt64' as const, values: Float64Array.from(artifacts, ({ order }) => order ?? version) },
  ];
  await columnar.insert(
    'xt.artifact',
    columns.map((column) => column.name),
    nativeBlock(columns, artifacts.length),
  );
}

async function placeBytes(objects: Objects, content: ArtifactUpdate['content']) {
  if (content === undefined) return undefined;
  if (content instanceof Uint8Array) {
    return content.length <= inlineBytes ? inline(content) : { ...(await objects.put(content)), inline: undefined };
  }
  const chunks = content()[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let length = 0;
  while (length <= inlineBytes) {
    const next = await chunks.next();
    if (next.done === true) return inline(Buffer.concat(head));
    head.push(next.value);
    length += next.value.length;
  }
  return { ...(await objects.put(continueWith(head, chunks))), inline: undefined };
}

function inline(bytes: Uint8Array) {
  return { digest: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, inline: bytes };
}

async function* continueWith(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
