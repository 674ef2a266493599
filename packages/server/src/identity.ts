/** What a program says of itself in every request; both sides must agree before any work is done. */
export interface Identity {
  /** Of the wire: framing, routes, request bodies. */
  readonly protocol: number;
  readonly version: string;
  /** A hash of the program's files. */
  readonly build: string;
  /** The schema that it writes. */
  readonly schema: number;
}

/** The identity as it travels in the header `xt-identity`. */
export function writeIdentity({ protocol, version, build, schema }: Identity): string {
  return [protocol, version, build, schema].join(' ');
}

/** True where the header says that the other side is the same build of the same program. */
export function sameIdentity(own: Identity, header: string | undefined): boolean {
  return header === writeIdentity(own);
}
