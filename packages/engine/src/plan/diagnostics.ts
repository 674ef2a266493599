import { reporter } from '@xt/grammar';

/** What planning has to say of a query that is right but cannot be answered. */
export const planDiagnostics = {
  'not-yet': {
    severity: 'error',
    message: ({ what }: { readonly what: string }) => `\`${what}\` does not run yet`,
    hint: () => 'what runs today: docs/language.md',
  },
} as const;

/** Makes a diagnostic of planning. */
export const notYet = reporter(planDiagnostics);
