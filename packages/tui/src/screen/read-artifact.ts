import type { Caller, Service } from '@xt/server';
import type { Event } from '../state/event.ts';
import { previewOf } from '../state/preview.ts';
import type { ArtifactPlace, PreviewContent } from '../state/state.ts';

// What is shown of one: more than a person reads on a screen.
const mostBytes = 2 * 2 ** 20;

/** Reads an artifact and tells what is in it, or why it cannot be read. */
export async function readArtifact(
  {
    service,
    caller,
    tell,
  }: { readonly service: Service; readonly caller: Caller; readonly tell: (event: Event) => void },
  of: ArtifactPlace,
): Promise<void> {
  tell({ kind: 'artifact-read', of, content: await contentOf(service, caller, of) });
}

async function contentOf(service: Service, caller: Caller, of: ArtifactPlace): Promise<PreviewContent> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const part of service.artifact({ ...of, caller, most: mostBytes }, new AbortController().signal)) {
      if (part.kind === 'bytes') chunks.push(part.bytes);
      if (part.kind !== 'end') continue;
      if (part.failure !== undefined) return { kind: 'failed', message: part.failure.message };
      const bytes = Buffer.concat(chunks);
      return previewOf(bytes, part.report?.size ?? bytes.length);
    }
    return { kind: 'failed', message: 'the store gave no answer' };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
