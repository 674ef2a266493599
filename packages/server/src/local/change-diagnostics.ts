import { reporter } from '@xt/grammar';

type Hinted = { readonly name: string; readonly hint: string };

/** Everything that a change can be refused for, or that is worth knowing of one. */
export const changeDiagnostics = {
  'other-runs': {
    severity: 'error',
    message: (p: { readonly count: number }) => `the runs changed while it was asked: there are ${p.count} now`,
    hint: () => 'nothing was removed; run the command again',
  },
  'self-edge': {
    severity: 'error',
    message: (p: { readonly name: string }) => `\`${p.name}\` cannot be its own parent`,
    hint: () => 'parent and child are two runs: `xt link PARENT CHILD --kind fork`',
  },
  'unknown-metric': {
    severity: 'error',
    message: (p: Hinted) => `no run has a metric \`${p.name}\``,
    hint: (p) => p.hint,
  },
  'ambiguous-metric': {
    severity: 'error',
    message: (p: Hinted) => `\`${p.name}\` is the spelling of none of several metrics`,
    hint: (p) => p.hint,
  },
  'unknown-project': {
    severity: 'error',
    message: (p: Hinted) => `no project \`${p.name}\` in reach`,
    hint: (p) => p.hint,
  },
  'unknown-view': {
    severity: 'error',
    message: (p: Hinted) => `no view is named \`${p.name}\``,
    hint: (p) => p.hint,
  },
  'view-exists': {
    severity: 'error',
    message: (p: { readonly name: string; readonly query: string }) =>
      `the view \`${p.name}\` is another query: \`${p.query}\``,
    hint: () => '`--replace` puts this one in its place',
  },
  'closes-cycle': {
    severity: 'note',
    message: (p: { readonly parent: string; readonly child: string }) =>
      `\`${p.parent}\` descends from \`${p.child}\` too: the two are in a cycle now`,
  },
  'other-way': {
    severity: 'note',
    message: (p: { readonly parent: string; readonly child: string }) =>
      `\`${p.child}\` is a parent of \`${p.parent}\`, not the other way`,
  },
  'goal-of-name': {
    severity: 'note',
    message: (p: { readonly name: string; readonly as: string }) =>
      `without a goal, best of \`${p.name}\` is its ${p.as}, as its name tells`,
  },
} as const satisfies Parameters<typeof reporter>[0];

/** Makes a diagnostic of a change. */
export const changeProblem = reporter(changeDiagnostics);
