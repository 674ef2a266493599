import { relative, sep } from 'node:path';
import type { Batch } from '@xt/engine/stores';
import type { Recorder } from '../recorder.ts';
import type { TensorboardSource } from '../source.ts';
import { type FoundFile, foundFile } from '../walk.ts';
import { batchOf } from './batch-of.ts';
import { behind, chooseRoot } from './choose-root.ts';
import { claimGuessed } from './claim-guessed.ts';
import { conclusionsOf, joinFirst } from './conclusions-of.ts';
import { groupRuns } from './find-runs.ts';
import type { Finding } from './parsed.ts';
import { type PlannedRun, planRuns } from './plan-runs.ts';
import type { RunPosition } from './positions.ts';
import { eventFilesIn } from './root-of-run.ts';

/** The parser hands points on in portions of this size; as many as are ready are written together. */
const portionPoints = 131_072;

/** Takes in what is new in event files. */
export async function importTensorboard(source: TensorboardSource, recorder: Recorder): Promise<void> {
  const { path: root, files, isGuessed } = source;
  const beside = isGuessed ? filesBeside(files) : [];
  const given = groupRuns(root, files, beside);
  const { project, known, prefix } = await chooseRoot(root, isGuessed, given, recorder);
  const folders = given.map((folder) => ({ ...folder, path: behind(prefix, folder.path) }));
  const { runs, notes, passing, skipped } = planRuns(folders, known, {
    isGuessed: isGuessed && prefix === '',
    isAsked: recorder.project !== undefined,
    nameOf: (file) => nameOf(file, root),
  });
  for (const note of notes) recorder.note(note);
  for (const note of passing) recorder.note(note, 'passing');
  for (const place of skipped) recorder.skip(place);
  recorder.countRuns(project, runs.length);
  const planned = runs.filter((run) => run.files.length > 0);
  recorder.expectBytes(
    planned.flatMap((run) => run.files).reduce((sum, { file, position }) => sum + file.size - position.offset, 0),
  );
  const facts = new Map([...known.runs.values(), ...runs.map((run) => run.facts)].map((run) => [run.key, run]));
  for (const { absorbs } of runs) for (const absorbed of absorbs) facts.delete(absorbed.facts.key);
  const conclude = (): Batch[] => conclusionsOf(project, runs, facts, recorder.now);
  if (planned.length > 0) await importRuns(project, planned, facts, recorder, conclude);
  else for (const batch of conclude()) await recorder.write(batch);
  for (const batch of await claimGuessed(project, runs, known, recorder)) {
    await recorder.write(batch);
    recorder.note(
      `runs from \`${batch.project}\` (${batch.runs.length}): their files were given by themselves before, and are seen from their folder now`,
    );
  }
}

function nameOf({ path }: { readonly path: string }, root: string): string {
  return relative(root, path).split(sep).join('/');
}

/** The other event files of the same run folders: they tell what runs the files belong to. */
function filesBeside(files: readonly FoundFile[]): FoundFile[] {
  const given = new Set(files.map(({ path }) => path));
  const folders = [...new Set(files.map(({ folder }) => folder))];
  return folders
    .flatMap((folder) => eventFilesIn(folder).map((name) => foundFile(folder, name)))
    .filter(({ path }) => !given.has(path));
}

/** Reads and writes; `facts` learns what the files say of their runs. */
async function importRuns(
  project: string,
  runs: readonly PlannedRun[],
  facts: Map<string, RunPosition>,
  recorder: Recorder,
  conclude: () => readonly Batch[],
): Promise<void> {
  const job = {
    batchPoints: portionPoints,
    runs: runs.map(({ facts: { plugins }, files }) => ({ plugins, files: files.map((file) => file.job) })),
  };
  const offsets = new Map<string, number>();
  for await (const parsed of recorder.parser.parse(job)) {
    recorder.signal?.throwIfAborted();
    for (const { findings } of parsed) for (const finding of findings) tell(finding, runs, recorder);
    const batch = batchOf(project, parsed, runs, facts);
    const isLast = parsed.some(({ last }) => last);
    for (const part of isLast ? joinFirst(batch, conclude()) : [batch])
      if (part !== undefined) await recorder.write(part);
    for (const { run, file, offset } of parsed.flatMap(({ files }) => files)) {
      const key = `${run} ${file}`;
      recorder.readBytes(offset - (offsets.get(key) ?? runs[run]?.files[file]?.position.offset ?? 0));
      offsets.set(key, offset);
    }
  }
}

function tell(
  { kind, run, file, what, offset, count }: Finding,
  runs: readonly PlannedRun[],
  recorder: Recorder,
): void {
  const found = runs[run]?.files[file]?.file;
  const name = found === undefined ? '' : nameOf(found, recorder.source.path);
  switch (kind) {
    case 'damaged':
      recorder.skip({ file: name, offset, reason: what }, count);
      break;
    case 'left-out':
      recorder.leaveOut(what, count);
      break;
    case 'unfinished':
      recorder.note(
        `\`${name}\` ends in an unfinished record (${what} from byte ${offset} on): read again next time`,
        'passing',
      );
      break;
    case 'odd':
      recorder.note(`\`${name}\`: ${count} × ${what}`);
      break;
  }
}
