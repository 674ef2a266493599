import { isDatabaseName } from '../detect.ts';
import { artifactFolders, isFileStore, isStore, reservedFolders } from '../mlflow/file-store-place.ts';
import type { SourceKind } from '../source.ts';
import { isEventFileName } from '../tensorboard/find-runs.ts';
import type { Entry, Part, Role } from './entry.ts';

/** What is in a folder, by names. */
export interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Something in a folder that is to be watched. */
export interface Child {
  readonly name: string;
  readonly kind: Entry['kind'];
  readonly role: Role;
  readonly part?: Part;
  readonly isLesser?: boolean;
}

/** What of a folder's content is watched, and as what; the same as what an import takes in. */
export function childrenOf(folder: Entry, listing: Listing, from: SourceKind | undefined): Child[] {
  const { role } = folder;
  switch (role.kind) {
    case 'search':
      return childrenOfSearched(folder, listing, from);
    case 'store':
      return listing.folders
        .filter((name) => !reservedFolders.has(name))
        .map((name) => ({
          name,
          kind: 'folder',
          role: { kind: 'experiment', store: folder.path, experiment: name },
        }));
    case 'experiment': {
      const part: Part = { kind: 'mlflow', store: role.store, part: { experiment: role.experiment } };
      const facts = listing.files.includes('meta.yaml')
        ? [{ name: 'meta.yaml', kind: 'file', role, part } as const]
        : [];
      const runs = listing.folders.filter((name) => !reservedFolders.has(name));
      return [...facts, ...runs.map((name): Child => childOfRun(name, 'folder', { ...role, kind: 'run', run: name }))];
    }
    case 'run':
      return [
        ...listing.files.map((name) => childOfRun(name, 'file', role)),
        ...listing.folders.map((name) => childOfRun(name, 'folder', role)),
      ].map((child) => ({ ...child, isLesser: folder.isLesser || child.name === 'artifacts' }));
  }
}

/** Whether a folder that is searched is MLflow's file store; only its new sub-folders are looked at. */
export function isStoreNow({ children, path }: Entry, { folders }: Listing): boolean {
  return isFileStore(
    path,
    folders.filter((name) => !children.has(name)),
  );
}

function childrenOfSearched(folder: Entry, { folders, files }: Listing, from: SourceKind | undefined): Child[] {
  const { role, path } = folder;
  const events = from === 'mlflow' ? [] : files.filter(isEventFileName);
  const databases = from === 'tensorboard' ? [] : files.filter(isDatabaseName);
  // Beside a database these hold its artifacts.
  const hasDatabase = databases.some((name) => folder.children.get(name)?.unit !== undefined);
  const enter = hasDatabase ? folders.filter((name) => !artifactFolders.has(name) || isStore(path, name)) : folders;
  const part: Part = { kind: 'events', folder: path };
  return [
    ...events.map((name): Child => ({ name, kind: 'file', role, part })),
    ...databases.map((name): Child => ({ name, kind: 'database', role })),
    ...enter.map((name): Child => ({ name, kind: 'folder', role })),
  ];
}

function childOfRun(name: string, kind: 'file' | 'folder', role: Extract<Role, { readonly kind: 'run' }>): Child {
  const { store, experiment, run } = role;
  return { name, kind, role, part: { kind: 'mlflow', store, part: { experiment, run } } };
}
