export { type CatalogRows, readCatalogRows, readCatalogVersion } from './catalog-rows.ts';
export { openChdb } from './chdb.ts';
export { type Check, checkStores } from './check/check-stores.ts';
export { openClickhouse } from './clickhouse.ts';
export type { Edit, EditableField, Edited, Editor, SavedView } from './edit.ts';
export { readFacts, type StoreFacts } from './facts.ts';
export { type FeedMark, readChangedProjects, readFeedMark } from './feed-mark.ts';
export { openFolderObjects } from './folder-objects.ts';
export { FolderLockedError, type Lock, lockFolder } from './lock.ts';
export { lookUpRuns } from './look-up-runs.ts';
export { type FoundValue, lookUpValues, type TextField, type ValuesOf } from './look-up-values.ts';
export { schemaVersion } from './migrate.ts';
export { type OpenStores, openFolder } from './open-folder.ts';
export { openServers, type ServerAddresses, serverAddresses } from './open-servers.ts';
export { openPglite } from './pglite.ts';
export { openPostgres } from './postgres.ts';
export { isAlive, type ProcessIdentity, thisProcess } from './process-identity.ts';
export { type ArtifactBytes, type ArtifactKey, readArtifact } from './read-artifact.ts';
export { isDescendant, isParent, readLastRemoved, readRunNames, readViews } from './read-said.ts';
export {
  type Columnar,
  type Objects,
  type ParameterValue,
  type Reads,
  type Relational,
  type Rows,
  type RunOptions,
  type Statement,
  StoreError,
  type Stores,
} from './store.ts';
export type {
  ArtifactUpdate,
  Batch,
  EdgeUpdate,
  ParamValue,
  PointBlock,
  PositionUpdate,
  RunUpdate,
  Writer,
  Written,
} from './write.ts';
