/** Why a file or folder cannot be read, in words, with what to do; `error` is what the system threw. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const reason = code === undefined ? undefined : reasons.get(code);
  if (reason !== undefined) return `cannot be read: ${reason}`;
  return `cannot be read: ${code ?? (error instanceof Error ? error.message : String(error))}`;
}

/** Whether the system, and no fault of ours, kept a file from being read. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied (EACCES); once this user may read it (`chmod`, `chown`), importing again brings it in'],
  ['EPERM', 'the system does not permit it (EPERM); once it does, importing again brings it in'],
  ['ENOENT', 'it is not there any more (ENOENT)'],
  ['EIO', 'the disk or network drive reports an error (EIO); importing again tries it once more'],
  ['ESTALE', 'the network drive has lost it (ESTALE); importing again tries it once more'],
  ['EISDIR', 'it is a folder (EISDIR)'],
  ['ELOOP', 'its links lead in a circle (ELOOP)'],
  ['EMFILE', 'too many files are open (EMFILE); importing again, with a higher `ulimit -n`, brings it in'],
]);
