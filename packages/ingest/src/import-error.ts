/** Nothing could be imported, for a reason that the person can mend; the message says which. */
export class ImportError extends Error {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'ImportError';
  }
}
