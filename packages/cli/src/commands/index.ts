import type { Command } from '../command.ts';
import { demoCommand } from './demo.ts';
import { explainCommand } from './explain.ts';
import { fmtCommand } from './fmt.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { projectCommand } from './project.ts';
import { queryCommand } from './query.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  queryCommand,
  explainCommand,
  fmtCommand,
  importCommand,
  projectCommand,
  statusCommand,
  migrateCommand,
  stopCommand,
  demoCommand,
];

/** Names that later versions will use: nothing else may take them. */
export const laterCommands = [
  'tui',
  'link',
  'unlink',
  'tag',
  'note',
  'rename',
  'rm',
  'log',
  'serve',
  'watch',
  'export',
  'view',
  'diff',
  'user',
  'token',
  'autocomplete',
] as const;
