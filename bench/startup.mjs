import { join } from 'node:path';
import { median, milliseconds, sideBySide, time } from './measure.mjs';

/** The command as a whole process beside `node -e 0`: `--version`, and a query with the background process warm. */
export async function startup({ root, store }) {
  const xt = join(root, 'bin/xt');
  const query = 'runs where params.lr <= 0.1 sort by created limit 5';
  const [node, version, warm] = await sideBySide(
    [
      () => time(process.execPath, ['-e', '0']),
      () => time(process.execPath, [xt, '--version']),
      () => time(process.execPath, [xt, 'query', query, '--store', store, '-f', 'tsv']),
    ],
    15,
  );
  console.log(`node -e 0             ${milliseconds(node)}`);
  console.log(
    `xt --version          ${milliseconds(version)}   ${(median(version) / median(node)).toFixed(2)}x node (bar 3x)`,
  );
  console.log(
    `xt query, warm        ${milliseconds(warm)}   ${(median(warm) / median(node)).toFixed(2)}x node (bar 4x)`,
  );
}
