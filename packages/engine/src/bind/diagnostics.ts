import { reporter } from '@xt/grammar';

type Name = { readonly name: string; readonly hint: string };
type Expected = { readonly expected: string; readonly found: string; readonly hint: string };
type NameAs = { readonly name: string; readonly as: string };

/** Everything that binding can say of a query. */
export const bindDiagnostics = {
  'unknown-name': {
    severity: 'error',
    message: (p: Name & { readonly what: string }) => `no ${p.what} \`${p.name}\``,
    hint: (p) => p.hint,
  },
  'ambiguous-name': {
    severity: 'error',
    message: (p: Name & { readonly what: string }) => `\`${p.name}\` is ${p.what}`,
    hint: (p) => p.hint,
  },
  'unknown-value': {
    severity: 'error',
    message: (p: Name & { readonly of: string }) => `\`${p.of}\` is never \`'${p.name}'\``,
    hint: (p) => p.hint,
  },
  'unknown-project': {
    severity: 'error',
    message: (p: Name) => `no project \`${p.name}\` in reach`,
    hint: (p) => p.hint,
  },
  'unknown-run': {
    severity: 'error',
    message: (p: Name) => `no run has the id or name \`${p.name}\``,
    hint: (p) => p.hint,
  },
  'ambiguous-run': {
    severity: 'error',
    message: (p: Name & { readonly count: string }) => `\`${p.name}\` is ${p.count} runs`,
    hint: (p) => p.hint,
  },
  'unknown-function': {
    severity: 'error',
    message: (p: Name) => `no function \`${p.name}\``,
    hint: (p) => p.hint,
  },
  'unknown-word': {
    severity: 'error',
    message: (p: Name & { readonly what: string }) => `no ${p.what} \`${p.name}\``,
    hint: (p) => p.hint,
  },
  'wrong-arguments': {
    severity: 'error',
    message: (p: Name & { readonly expected: string; readonly found: number }) =>
      `\`${p.name}\` takes ${p.expected}, found ${p.found}`,
    hint: (p) => p.hint,
  },
  'type-mismatch': {
    severity: 'error',
    message: (p: Expected) => `expected ${p.expected}, found ${p.found}`,
    hint: (p) => p.hint,
  },
  'not-a-condition': {
    severity: 'error',
    message: (p: Name & { readonly found: string }) => `expected a condition, found ${p.found}`,
    hint: (p) => p.hint,
  },
  'not-a-series': {
    severity: 'error',
    message: (p: Name & { readonly found: string }) => `\`${p.name}\` expected a series, found ${p.found}`,
    hint: (p) => p.hint,
  },
  'not-a-value': {
    severity: 'error',
    message: (p: { readonly found: string; readonly hint: string }) => p.found,
    hint: (p) => p.hint,
  },
  'not-a-constant': {
    severity: 'error',
    message: (p: Name) => `the pattern of \`${p.name}\` is a constant text`,
    hint: (p) => p.hint,
  },
  'not-aggregated': {
    severity: 'error',
    message: (p: Name & { readonly found: string }) => p.found,
    hint: (p) => p.hint,
  },
  'not-a-key': {
    severity: 'error',
    message: (p: Name) => `\`${p.name}\` is no key of \`group by\``,
    hint: (p) => p.hint,
  },
  'unknown-goal': {
    severity: 'error',
    message: (p: Name) => `whether more or less of \`${p.name}\` is better is not known`,
    hint: (p) => p.hint,
  },
  'bad-regex': {
    severity: 'error',
    message: (p: { readonly reason: string; readonly hint: string }) => `the regular expression is wrong: ${p.reason}`,
    hint: (p) => p.hint,
  },
  'constant-order': {
    severity: 'error',
    message: (p: { readonly found: string }) => `expected an order of the rows, found ${p.found}, the same for all`,
    hint: () => 'a name has no quotes: `sort by val.acc`',
  },
  'out-of-range': {
    severity: 'error',
    message: (p: Expected) => `expected ${p.expected}, found ${p.found}`,
    hint: (p) => p.hint,
  },
  'duplicate-column': {
    severity: 'error',
    message: (p: { readonly name: string }) => `two columns are named \`${p.name}\``,
    hint: () => 'another name: `as …`',
  },
  'not-runs': {
    severity: 'error',
    message: (p: { readonly found: string }) => `expected a query whose rows are runs, found ${p.found}`,
    hint: () => 'for example: `runs where val.acc > 0.9`',
  },
  'repeated-clause': {
    severity: 'error',
    message: (p: { readonly clause: string }) => `\`${p.clause}\` stands twice`,
    hint: () => 'one of them is enough',
  },
  foreign: {
    severity: 'error',
    message: (p: Name) => `\`${p.name}\` is not how the language says it`,
    hint: (p) => p.hint,
  },
  'unexpected-groups': {
    severity: 'error',
    message: () => 'rows that are runs are expected, and `group by` makes groups of them',
    hint: () => '`group by` stands in the outermost query',
  },
  'lone-band': {
    severity: 'error',
    message: () => 'a band is around the curve of a group, and there is no `group by`',
    hint: (p: { readonly hint: string }) => p.hint,
  },
  'needs-text': {
    severity: 'error',
    message: (p: { readonly name: string }) => `\`${p.name}\` is of a text, and the query names none`,
    hint: () => "its name first: `diff 'config.yaml' of run 'a', 'b'`",
  },
  'not-of-text': {
    severity: 'error',
    message: () => '`by` names sections of runs, and the query compares a text',
    hint: () => "of the runs themselves: `diff run 'a', 'b' by params`",
  },
  'unexpected-within': {
    severity: 'error',
    message: (p: Name) => `\`${p.name}\` has no \`within\`: it is one edge away`,
    hint: (p) => p.hint,
  },
  shadowed: {
    severity: 'note',
    message: (p: { readonly name: string; readonly what: string }) =>
      `\`${p.name}\` is the run's field; a ${p.what} has that name too`,
    hint: (p) => `the ${p.what}: \`${p.what}s.${p.name}\``,
  },
  'text-as-number': {
    severity: 'note',
    message: (p: NameAs) => `the text \`'${p.name}'\` was read as the number ${p.as}`,
    hint: (p) => `without quotes: \`${p.as}\``,
  },
  'text-as-bool': {
    severity: 'note',
    message: (p: NameAs) => `the text \`'${p.name}'\` was read as ${p.as}`,
    hint: (p) => `without quotes: \`${p.as}\``,
  },
  'beyond-double': {
    severity: 'note',
    message: (p: NameAs) => `numbers beyond 2^53 are compared as doubles: \`${p.name}\` as ${p.as}`,
    hint: () => 'its neighbours may be the same double',
  },
  'after-the-day': {
    severity: 'note',
    message: (p: { readonly name: string }) => `after \`${p.name}\` starts the day after it`,
    hint: (p) => `the day itself too: \`>= ${p.name}\``,
  },
  'empty-range': {
    severity: 'note',
    message: (p: { readonly from: string; readonly to: string }) =>
      `nothing lies between \`${p.from}\` and \`${p.to}\``,
    hint: (p) => `the lesser end first: \`between ${p.to} and ${p.from}\``,
  },
  'step-of-the-run': {
    severity: 'note',
    message: () => '`step` is the last step of a run here: clauses like this choose runs, not points',
    hint: () => 'points: `steps 100..1000`',
  },
  'goal-from-name': {
    severity: 'note',
    message: (p: NameAs) => `best of \`${p.name}\` is its ${p.as}, as its name tells`,
    hint: (p) => `to set it: \`xt project goal ${p.name} ${p.as}\``,
  },
  'last-values': {
    severity: 'note',
    message: (p: Name) => `\`${p.name}\` is over the last value of each run`,
    hint: (p) => p.hint,
  },
  'unknown-tag': {
    severity: 'note',
    message: (p: Name) => `no run is tagged \`${p.name}\``,
    hint: (p) => p.hint,
  },
  'empty-project': {
    severity: 'note',
    message: (p: { readonly name: string }) => `the project \`${p.name}\` has no runs`,
    hint: () => 'removed ones come back by `xt rm --undo`',
  },
  'columns-cut': {
    severity: 'note',
    message: (p: { readonly shown: number; readonly all: number }) =>
      `${formatCount(p.shown)} of ${formatCount(p.all)} columns are shown, the most used`,
    hint: () => 'name fewer: `prefix.*`',
  },
} as const satisfies Parameters<typeof reporter>[0];

/** Makes a diagnostic of binding. */
export const problem = reporter(bindDiagnostics);

/** `3,102`: a whole number as messages show it. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
