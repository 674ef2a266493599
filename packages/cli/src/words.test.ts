import { describe, expect, test } from 'vitest';
import { commands, laterCommands } from './commands/index.ts';
import { chooseCommand } from './words.ts';

describe('the words of a command line', () => {
  test.each<[string[], string]>([
    [[], 'first-steps'],
    [['--store', 'x'], 'first-steps'],
    [['query', 'runs'], 'run query runs'],
    [['runs where val.acc > 0.9', '-f', 'csv'], 'run query runs where val.acc > 0.9 -f csv'],
    [["RUN 'a'"], "run query RUN 'a'"],
    [['@best limit 3'], 'run query @best limit 3'],
    [["diff of run 'a', 'b'"], "run query diff of run 'a', 'b'"],
    [['diff', 'x'], 'later diff'],
    [['--store', 'x', '--quiet', 'query', 'runs'], 'run query --store x --quiet runs'],
    [['--store=x', 'status'], 'run status --store=x'],
    [['--help'], 'help'],
    [['help'], 'help'],
    [['help', 'import'], 'help import'],
    [['import', 'a', '--help'], 'help import'],
    [['query', '--', '--help'], 'run query -- --help'],
    [['help', 'frob'], 'unknown frob'],
    [['frob'], 'unknown frob'],
    [['runners'], 'unknown runners'],
    [['tui'], 'run tui'],
    [['serve'], 'later serve'],
  ])('%j', (argv, meaning) => {
    const choice = chooseCommand(argv, commands, laterCommands);
    const command = 'command' in choice ? choice.command?.id : 'name' in choice ? choice.name : undefined;
    const words = choice.kind === 'run' ? choice.words : [];
    expect([choice.kind, command, ...words].filter((word) => word !== undefined).join(' ')).toBe(meaning);
  });

  test('no name that a later version will use is taken', () => {
    expect(commands.map(({ id }) => id).filter((id) => (laterCommands as readonly string[]).includes(id))).toEqual([]);
  });
});
