import { isatty } from 'node:tty';
import { ClosedPipe, usageProblem } from './problem.ts';

/** Where a command prints: the result on `out`, everything else on `err`. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** Whether a person may be asked and shown progress on stderr. */
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Output {
  readonly isTerminal: boolean;
  readonly color: boolean;
  /** Columns of a terminal, or what `COLUMNS` says elsewhere. */
  readonly width: number | undefined;
  /** Rows of a terminal. */
  readonly height: number | undefined;
  /** Resolves when more may be written; throws a `ClosedPipe` where the reader is gone. */
  write(bytes: Uint8Array | string): Promise<void>;
}

export interface TerminalOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly 'no-color': boolean;
}

/** The terminal of this process. */
export function processTerminal(options: TerminalOptions, signal: AbortSignal): Terminal {
  const environment = process.env;
  const plain = options['no-color'] || (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return {
    out: output(1, () => process.stdout, plain, environment),
    err: output(2, () => process.stderr, plain, environment),
    quiet: options.quiet,
    verbose: options.verbose,
    environment,
    signal,
  };
}

// The streams are made at the first write: a command may have nothing to say.
function output(
  descriptor: number,
  stream: () => NodeJS.WriteStream,
  plain: boolean,
  environment: NodeJS.ProcessEnv,
): Output {
  const isTerminal = isatty(descriptor);
  let closed = false;
  let watched = false;
  const open = (): NodeJS.WriteStream => {
    const opened = stream();
    if (!watched) {
      watched = true;
      opened.on('error', () => {
        closed = true;
      });
    }
    return opened;
  };
  return {
    isTerminal,
    color: isTerminal && !plain,
    get width() {
      return (isTerminal ? open().columns : undefined) || Number(environment['COLUMNS']) || undefined;
    },
    get height() {
      return (isTerminal ? open().rows : undefined) || undefined;
    },
    write(bytes) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new ClosedPipe());
        open().write(bytes, (error) => {
          if (error === undefined || error === null) resolve();
          else if ((error as NodeJS.ErrnoException).code === 'EPIPE') reject(new ClosedPipe());
          else reject(usageProblem(`the output cannot be written: ${error.message}`));
        });
      });
    },
  };
}
