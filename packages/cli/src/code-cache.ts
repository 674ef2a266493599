import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { identity } from '@xt/server/open';

/**
 * Loads a built CommonJS file with V8's code cache, which the first run leaves in the user's cache folder for the next.
 * A cache that cannot be read or written costs time, never an answer.
 */
export function requireCached(file: string): unknown {
  const cacheFile = join(cacheFolder(), `${basename(file, '.cjs')}.bin`);
  const cachedData = readIfThere(cacheFile);
  // The build writes ASCII, which is read in a third of the time of UTF-8.
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
    { filename: file, ...(cachedData === undefined ? {} : { cachedData }) },
  );
  const ownRequire = createRequire(file);
  const require = Object.assign(
    (id: string) => (chunk.test(id) ? requireCached(join(dirname(file), id)) : ownRequire(id)),
    ownRequire,
  );
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  if (cachedData === undefined || script.cachedDataRejected === true) {
    let isKept = false;
    const keep = (): void => {
      if (!isKept) writeWhole(cacheFile, script.createCachedData());
      isKept = true;
    };
    process.once('exit', keep);
    // Who stays longer may be killed; and by then V8 has thrown away what only the start needed.
    setTimeout(keep, startedMs).unref();
  }
  return module.exports;
}

// What a start runs has run by then, and is compiled.
const startedMs = 3000;

// The chunks of the build stand side by side; the compiled form of each is cached by its name.
const chunk = /^\.\/[a-z-]+\.cjs$/;

function cacheFolder(): string {
  const home = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  // V8 takes nothing that was compiled under other flags.
  const flags = process.execArgv.map((flag) => flag.replace(/\W+/g, '-')).join('');
  return join(home, 'xt', `${identity.build}-node-${process.version}-${process.arch}${flags.slice(0, 100)}`);
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function writeWhole(file: string, bytes: Buffer): void {
  const temporary = `${file}.${process.pid}`;
  try {
    if (mkdirSync(dirname(file), { recursive: true }) !== undefined) prune(dirname(dirname(file)));
    writeFileSync(temporary, bytes);
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}

const keepMs = 30 * 24 * 3600 * 1000;

/** Takes away the caches of builds that have not been compiled for a month. */
function prune(folder: string): void {
  for (const name of readdirSync(folder)) {
    const old = join(folder, name);
    if (Date.now() - statSync(old).mtimeMs > keepMs) rmSync(old, { recursive: true, force: true });
  }
}
