import { writeSync } from 'node:fs';
import { openFolder } from '../open-folder.ts';
import { killedBatch, killedProject, killedSource } from './killed-batches.ts';

// Writes one batch after the other, going on after the last one committed, and says the number of each when it is
// acknowledged.
const [, , folder = ''] = process.argv;
const { writer } = await openFolder(folder);
const positions = await writer.positions(killedProject, killedSource);
for (let number = Number(positions.get('at') ?? 0) + 1; ; number++) {
  await writer.write(killedBatch(number));
  writeSync(1, `${number}\n`);
}
