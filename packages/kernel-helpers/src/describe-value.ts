const longestText = 40;

/** A value in a message: what it is, and of texts and numbers which. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing (`undefined`)';
    case 'string':
      return `the text '${value.length > longestText ? `${value.slice(0, longestText)}…` : value}'`;
    case 'number':
    case 'bigint':
    case 'boolean':
      return `\`${value}\``;
    case 'function':
    case 'symbol':
      return `a ${typeof value}`;
    case 'object':
      if (value === null) return '`null`';
      return Array.isArray(value) ? 'a list' : `\`${value.constructor?.name ?? 'an object'}\``;
  }
}
