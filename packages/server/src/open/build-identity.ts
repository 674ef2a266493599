import type { Identity } from '../identity.ts';

declare const XT_VERSION: string | undefined;
declare const XT_BUILD: string | undefined;
declare const XT_SCHEMA: number | undefined;

/** What this build is, filled in by `scripts/build.mjs`: its version, a hash of its files, the schema it writes. */
export const identity: Identity = {
  protocol: 1,
  version: typeof XT_VERSION === 'undefined' ? 'source' : XT_VERSION,
  build: typeof XT_BUILD === 'undefined' ? 'source' : XT_BUILD,
  schema: typeof XT_SCHEMA === 'undefined' ? 0 : XT_SCHEMA,
};
