import type { Command } from '../command.ts';
import { autocompleteCommand } from './autocomplete.ts';
import { demoCommand } from './demo.ts';
import { explainCommand } from './explain.ts';
import { fmtCommand } from './fmt.ts';
import { importCommand } from './import.ts';
import { linkCommand, unlinkCommand } from './link.ts';
import { migrateCommand } from './migrate.ts';
import { noteCommand } from './note.ts';
import { projectCommand } from './project.ts';
import { queryCommand } from './query.ts';
import { renameCommand } from './rename.ts';
import { rmCommand } from './rm.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';
import { tagCommand } from './tag.ts';
import { tuiCommand } from './tui.ts';
import { viewCommand } from './view.ts';

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  queryCommand,
  tuiCommand,
  explainCommand,
  fmtCommand,
  importCommand,
  projectCommand,
  viewCommand,
  tagCommand,
  noteCommand,
  renameCommand,
  rmCommand,
  linkCommand,
  unlinkCommand,
  statusCommand,
  migrateCommand,
  stopCommand,
  demoCommand,
  autocompleteCommand(() => commands),
];

/** Names that later versions will use: nothing else may take them. */
export const laterCommands = ['log', 'serve', 'watch', 'export', 'diff', 'user', 'token'] as const;
