import { expect, it } from 'vitest';
import { flatFacts } from './facts.ts';

function shown(document: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries([...flatFacts(document)].map(([name, fact]) => [name, fact.shown]));
}

it('names the leaves of a document by their paths', () => {
  expect(shown({ os: { name: 'linux', cores: 2 }, gpu: null, args: ['--lr', 0.1], dirty: false })).toEqual({
    'os.name': '"linux"',
    'os.cores': '2',
    args: '["--lr",0.1]',
    dirty: 'false',
  });
});

it('names packages by their names', () => {
  expect(shown({ packages: ['torch==2.1.0+cu121', 'ruamel.yaml==0.18'] })).toEqual({
    'packages.torch': '"2.1.0+cu121"',
    'packages.ruamel.yaml': '"0.18"',
  });
  expect(shown({ packages: ['torch==2.1', '-e .'] })).toEqual({ packages: '["torch==2.1","-e ."]' });
});
