import { writeSync } from 'node:fs';
import { lockFolder } from '../lock.ts';

// Takes the lock of a folder, says so and waits to be killed; says `refused` where another process has it.
const [, , folder = ''] = process.argv;
try {
  await lockFolder(folder);
  writeSync(1, 'locked\n');
  setInterval(() => {}, 60_000);
} catch (error) {
  writeSync(1, `refused ${error instanceof Error ? error.message : String(error)}\n`);
}
