import type { Drawing, Drawn, StoredPicture } from '@xt/charts/lazy';

/** What a thread is asked to draw: a chart of an answer, or a picture that was logged. */
export type DrawJob =
  | { readonly kind: 'chart'; readonly drawing: Drawing }
  | { readonly kind: 'png' | 'sixel'; readonly picture: StoredPicture };

/** What came of it. */
export type DrawResult =
  | { readonly kind: 'chart'; readonly drawn: Drawn }
  /** Nothing where the bytes cannot be read. */
  | { readonly kind: 'picture'; readonly drawn: Uint8Array | string | undefined }
  | { readonly kind: 'failed'; readonly message: string };
