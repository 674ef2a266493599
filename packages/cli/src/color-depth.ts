/** How many colours a terminal says it has; none where colours are not wanted. */
export function colorDepth(environment: NodeJS.ProcessEnv, wanted: boolean): 'none' | '16' | '256' {
  if (!wanted) return 'none';
  const { TERM: term = '', COLORTERM: color = '' } = environment;
  return /256|kitty|ghostty|alacritty|direct/.test(term) || /truecolor|24bit/.test(color) ? '256' : '16';
}
