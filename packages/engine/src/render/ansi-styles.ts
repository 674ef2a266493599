import type { TableStyles } from './options.ts';

/** Styles by the escape sequences that every terminal of today knows: what matters less is dim, what went wrong is red. */
export const ansiStyles: TableStyles = {
  header: sequence('1', '22'),
  rule: sequence('2', '22'),
  missing: sequence('2', '22'),
  note: sequence('2', '22'),
  cell: (text, { name, type }) => {
    if (name === 'state') return stateStyle(text)(text);
    return type === 'number' && /^(NaN|-?Infinity)$/.test(text) ? sequence('31', '39')(text) : text;
  },
};

function stateStyle(state: string): (text: string) => string {
  switch (state) {
    case 'running':
      return sequence('36', '39');
    case 'finished':
      return sequence('32', '39');
    case 'failed':
    case 'crashed':
      return sequence('31', '39');
    case 'killed':
      return sequence('33', '39');
    default:
      return (text) => text;
  }
}

function sequence(on: string, off: string): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}
