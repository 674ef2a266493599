/** The one thing that a background process says to whoever started it. */
export type Greeting =
  | { readonly kind: 'listening' }
  /** A living process of this machine owns the folder: it listens, or soon will. */
  | { readonly kind: 'owned'; readonly message: string }
  /** The folder cannot be owned from here. */
  | { readonly kind: 'refused'; readonly message: string; readonly hint?: string };
