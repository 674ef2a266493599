export type { Change, ChangeReport, ChangeRequest, ChosenRuns } from './change.ts';
export { backgroundService, type Waiting } from './client/background-service.ts';
export type { Background } from './client/start.ts';
export { stopBackground } from './client/stop.ts';
export { type Link, subscribe } from './client/subscribe.ts';
export { endOf, failureOf, ServiceError } from './failure.ts';
export type { Identity } from './identity.ts';
export { ensureRuntimeDirectory, socketPath } from './runtime-directory.ts';
export type {
  ArtifactReport,
  ArtifactRequest,
  Caller,
  CompleteReport,
  CompleteRequest,
  End,
  ExplainReport,
  ExplainRequest,
  Failure,
  ImportRequest,
  Part,
  QueryReport,
  QueryRequest,
  Reply,
  Service,
  Stage,
  StatusReport,
  StatusRequest,
} from './service.ts';
export type { ChangedPart, FollowEvent, FollowRequest, StoreChange } from './store-change.ts';
