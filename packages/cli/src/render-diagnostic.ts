import type { Diagnostic } from '@xt/grammar';
export function renderDiagnostic(d: Diagnostic, _t: string, _o: unknown) { return `${d.severity}: ${d.message}${d.hint ? `\nhint: ${d.hint}` : ''}`; }
