import type { CatalogSource } from '@xt/engine';
import { lookUpRuns, type OpenStores, readArtifact } from '@xt/engine/stores';
import { ServiceError } from '../failure.ts';
import type { ArtifactReport, ArtifactRequest, Part } from '../service.ts';
import { askerOf } from './asker.ts';
import { chooseRuns } from './choose-runs.ts';

/** The bytes of an artifact of one run, with what it is; no such run or artifact, or bytes that are not kept, are failures. */
export async function* artifact(
  stores: OpenStores,
  catalog: CatalogSource,
  { run, name, role, step, most, caller }: ArtifactRequest,
  signal: AbortSignal,
): AsyncGenerator<Part<never, ArtifactReport>> {
  const asker = askerOf(caller);
  const { runs, diagnostics } = await chooseRuns({ stores, catalog, asker, signal }, { kind: 'texts', texts: [run] });
  const [number] = runs ?? [];
  if (number === undefined) {
    yield { kind: 'end', diagnostics, failure: { kind: 'query', message: `no run \`${run}\`` } };
    return;
  }
  const found = (await lookUpRuns(stores.relational, [run])).get(run)?.runs.find((each) => each.number === number);
  if (found === undefined) throw new ServiceError({ kind: 'query', message: `no run \`${run}\`` });
  const read = await readArtifact(stores, found, { name, role, step }, most);
  signal.throwIfAborted();
  if (read === undefined) {
    throw new ServiceError({ kind: 'query', message: `the run \`${run}\` has no artifact \`${name}\`${atStep(step)}` });
  }
  const { type, digest, size, bytes } = read;
  if (bytes === undefined) {
    throw new ServiceError({
      kind: 'query',
      message: `the bytes of \`${name}\` are not in the store`,
      hint: 'the import found no file for it, only its digest',
    });
  }
  yield { kind: 'bytes', bytes: bytes.subarray(0, most) };
  yield { kind: 'end', diagnostics: [], report: { type, digest, ...(size === undefined ? {} : { size }) } };
}

function atStep(step: number | null): string {
  return step === null ? '' : ` at step ${step}`;
}
