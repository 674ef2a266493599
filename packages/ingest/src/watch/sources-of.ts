import { basename, dirname } from 'node:path';
import type { MlflowPart, Source } from '../source.ts';
import { rootOfFolder, rootOfRun } from '../tensorboard/root-of-run.ts';
import type { FoundFile } from '../walk.ts';
import type { Given, Part, Unit } from './entry.ts';
import type { Forest } from './forest.ts';

type EventsUnit = Unit & { readonly part: Extract<Part, { readonly kind: 'events' }> };

/** The sources that hold these parts and no more, so that they come in as they would with all the others. */
export function sourcesOf(forest: Forest, changed: ReadonlySet<Unit>): Source[] {
  const sources = [...eventSources(forest, changed), ...fileStores(changed), ...databases(changed)];
  for (const unit of changed) unit.isKnown = true;
  return sources;
}

function eventSources(forest: Forest, changed: ReadonlySet<Unit>): Source[] {
  const sources: Source[] = [];
  for (const given of new Set([...changed].map((unit) => unit.given))) {
    const all = [...forest.units.values()].filter((unit): unit is EventsUnit => isOf(unit, given));
    const units = all.filter((unit) => changed.has(unit));
    if (units.length === 0) continue;
    const root = rootOf(given, all);
    const isSame = given.root === undefined || given.root.path === root.path;
    given.root = root;
    // A run that is known tells which project the others are in.
    const anchor = units.some(({ isKnown }) => isKnown) ? undefined : all.find(({ isKnown }) => isKnown);
    const read = isSame ? [...units, ...(anchor === undefined ? [] : [anchor])] : all;
    sources.push({ kind: 'tensorboard', ...root, files: read.flatMap(filesOf) });
  }
  return sources;
}

function isOf(unit: Unit, given: Given): unit is EventsUnit {
  return unit.given === given && unit.part.kind === 'events';
}

/** As `detect` finds it; a file that was given by itself is its only entry. */
function rootOf({ path }: Given, units: readonly EventsUnit[]): { readonly path: string; readonly isGuessed: boolean } {
  const [first] = units;
  const isFile = first?.entries.size === 1 && [...first.entries].some((entry) => entry.path === path);
  if (isFile) return { path: rootOfRun(dirname(path)), isGuessed: true };
  const root = rootOfFolder(
    path,
    units.map(({ part }) => part.folder),
  );
  return { path: root, isGuessed: root !== path };
}

function filesOf({ entries, part }: EventsUnit): FoundFile[] {
  return [...entries].map(({ path, size }) => ({ folder: part.folder, name: basename(path), path, size }));
}

function fileStores(changed: ReadonlySet<Unit>): Source[] {
  const byStore = new Map<string, MlflowPart[]>();
  for (const { part } of changed) {
    if (part.kind === 'mlflow') byStore.set(part.store, [...(byStore.get(part.store) ?? []), part.part]);
  }
  return [...byStore].map(([path, only]) => ({ kind: 'mlflow', form: 'files', path, only }));
}

function databases(changed: ReadonlySet<Unit>): Source[] {
  return [...changed].flatMap(({ part, isWhole }): Source[] => {
    if (part.kind !== 'database') return [];
    return [{ kind: 'mlflow', form: 'sqlite', path: part.path, ...(isWhole ? {} : { isLive: true }) }];
  });
}
