import { basename, dirname, resolve } from 'node:path';

/** Folder names that say nothing of what is in them. */
const generic = new Set(['runs', 'logs', 'tb_logs', 'lightning_logs', 'mlruns']);

/** The project that a folder's runs belong to: its own name, or its parent's where its own says nothing. */
export function projectNameOf(folder: string): string {
  const path = resolve(folder);
  const name = basename(path);
  if (name === '') return 'default';
  return generic.has(name.toLowerCase()) ? projectNameOf(dirname(path)) : name;
}
