import { expect, test } from 'vitest';
import { commands } from '../src/commands/index.ts';

// What scripts rely on: a change to this file is a change of the contract.
test('every command, argument and flag', async () => {
  const lines = commands.flatMap((command) => [
    command.id,
    ...Object.entries(command.args).map(
      ([name, arg]) => `  ${name.toUpperCase()}${arg.multiple ? '…' : ''}${choices(arg.options)}`,
    ),
    ...Object.entries(command.flags)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, flag]) => {
        const options = flag.type === 'option' ? ` VALUE${choices(flag.options)}` : '';
        return `  --${name}${flag.char === undefined ? '' : ` -${flag.char}`}${options}${flag.env === undefined ? '' : ` $${flag.env}`}`;
      }),
    '',
  ]);
  await expect(lines.join('\n')).toMatchFileSnapshot('commands.golden');
});

function choices(options: readonly string[] | undefined): string {
  return options === undefined ? '' : ` ${options.join('|')}`;
}
