import { join } from 'node:path';
import { requireCached } from './code-cache.ts';

// The background process is the serving process alone, started by `background.cjs FOLDER SOCKET`.
(requireCached(join(__dirname, 'engine.cjs')) as typeof import('@xt/server/engine')).runBackground(
  process.argv.slice(2),
);
