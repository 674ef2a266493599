import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place } from './xt.ts';

let place: Place;
beforeAll(() => {
  place = makePlace();
  expect(place.run(['demo', '--store', place.store, '--quiet']).status).toBe(0);
});
afterAll(() => place.remove());

/** What bash gets when Tab is pressed at the end of a line: the script is read, then asked as bash asks. */
function completedByBash(line: string): readonly string[] {
  const program = `
    xt() { "$NODE" "$XT" "$@"; }
    source <(xt autocomplete bash)
    COMP_LINE=$LINE COMP_POINT=\${#LINE} COMP_TYPE=9 COMP_WORDS=(xt) COMP_CWORD=1
    compopt() { :; }
    _xt_autocomplete xt '' xt
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const done = spawnSync('bash', ['-c', program], {
    env: { ...place.environment, NODE: process.execPath, XT: place.program, LINE: line, LANG: 'C.UTF-8' },
    encoding: 'utf8',
  });
  expect(done.stderr).toBe('');
  return done.stdout.split('\n').slice(0, -1);
}

describe('completion in bash', () => {
  test('of commands and flags', () => {
    expect(completedByBash('xt qu')).toEqual(['query']);
    expect(completedByBash('xt query --form')).toEqual(['--format']);
    expect(completedByBash('xt query -f par')).toEqual(['parquet']);
    expect(completedByBash('xt --project dig')).toEqual(['digits']);
    expect(completedByBash('xt rename mlp_lr=3.0_w=32/seed')).toContain('32/seed_1');
  });

  test('of the query inside the quotes: words, names, values', () => {
    expect(completedByBash('xt query "runs where val/ac')).toContain('runs where val/acc ');
    expect(completedByBash('xt "runs where val/acc > 0.5 an')).toContain('runs where val/acc > 0.5 and ');
    expect(completedByBash(`xt "runs where params.opt = 'n`)).toContain("runs where params.opt = 'nag' ");
    expect(completedByBash(`xt 'runs where state = "fin`)).toContain('runs where state = "finished" ');
    expect(completedByBash('xt "runs where métriques/pré')).toContain('runs where métriques/précision_été ');
    expect(completedByBash(`xt "runs where metrics['grad`)).toContain("runs where metrics['grad norm'] ");
  });

  test('of views, and of a query that goes on behind one', () => {
    for (const name of ['best', 'before']) {
      expect(place.run(['view', 'save', name, 'runs where val/acc > 0.5 group by params.lr']).status).toBe(0);
    }
    expect(completedByBash('xt view show b')).toEqual(['before', 'best']);
    expect(completedByBash('xt view rm bes')).toEqual(['best']);
    expect(completedByBash('xt query "@b')).toEqual(['@before ', '@best ']);
    expect(completedByBash('xt query "@best sel')).toContain('@best select ');
    expect(completedByBash('xt query "@best select params.l')).toContain('@best select params.lr ');
    expect(completedByBash('xt query "@none sel')).toEqual(['']);
  });

  test('of a store that is not there: the language alone, and nothing is made', () => {
    expect(completedByBash('xt --store ./none "runs wh')).toContain('runs where ');
    expect(place.run(['status', '--store', './none/x']).status).toBe(3);
  });
});

test('an unknown shell is wrong usage', () => {
  expect(place.run(['autocomplete', 'tcsh']).status).toBe(2);
  expect(place.run(['autocomplete']).status).toBe(2);
});
