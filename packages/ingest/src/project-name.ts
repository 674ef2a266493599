import { basename, dirname, resolve } from 'node:path';

/** Folder names that say nothing of what is in them. */
const generic = new Set(['runs', 'logs', 'tb_logs', 'lightning_logs', 'mlruns']);

/** Whether a folder's name says nothing of what is in it. */
export function isGenericName(name: string): boolean {
  return generic.has(name.toLowerCase());
}

/** The project that a folder's runs belong to: its own name, or its parent's where its own says nothing. */
export function projectNameOf(folder: string): string {
  const path = resolve(folder);
  const name = basename(path);
  if (name === '') return 'default';
  return isGenericName(name) ? projectNameOf(dirname(path)) : name;
}
