import type { Reporter, TestCase } from 'vitest/node';

/**
 * Tells at the end which tests were left out and why, one line each; where `full`, that is a failure: such a run is to
 * say what must be installed for all of them.
 */
export function leftOut(full: boolean): Reporter {
  return {
    onTestRunEnd: (modules, _errors, reason) => {
      // Those that a filter by name left out were not asked for.
      if (reason === 'interrupted' || process.argv.some((word) => /^(-t|--testNamePattern)/.test(word))) return;
      const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
      for (const test of skipped) console.error(`LEFT OUT: ${lineOf(test)}`);
      if (!full || skipped.length === 0) return;
      console.error(`\`npm run test:full\` runs every test: ${skipped.length} could not run here.`);
      process.exitCode = 1;
    },
  };
}

function lineOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return `${test.module.relativeModuleId}, ${test.fullName}${note === undefined ? '' : `: ${note}`}`;
}
