export { type Detected, detect } from './detect.ts';
export { ImportError } from './import-error.ts';
export { type ImportOptions, importSources } from './import-sources.ts';
export type { Progress, ProjectReport, Report, Skipped, SourceReport } from './report.ts';
export { type MlflowPart, type Source, type SourceKind, sourceKinds } from './source.ts';
export { openParser, type Parser } from './tensorboard/parser.ts';
export { type Look, type Lookout, openLookout } from './watch/lookout.ts';
