import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';

/** Whether the browser that the package carries runs here. */
export const hasChromium = process.platform === 'linux' && process.arch === 'x64';

/** A page of a headless browser without a network. */
export interface Page {
  readonly open: (file: string) => Promise<void>;
  /** The value of an expression in the page, awaited if it is a promise. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly mouse: (
    type: 'mouseMoved' | 'mousePressed' | 'mouseReleased',
    x: number,
    y: number,
    clicks?: number,
  ) => Promise<void>;
  readonly resize: (width: number, height: number, isDark?: boolean) => Promise<void>;
  readonly screenshot: () => Promise<Uint8Array>;
  /** What the page said on its console, and what it wanted to load. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Unpacks the browser into a folder of its own, with the libraries that a bare machine lacks, and starts it. */
export async function openChromium(): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), 'xt-chromium-'));
  const { binary, libraries } = await unpack(folder);
  const browser = spawn(binary, [...flags, `--user-data-dir=${folder}/profile`, '--remote-debugging-pipe'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: folder },
  });
  const { send, listen } = connect(browser);
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const ask = (method: string, params: object = {}) => send(method, params, String(sessionId));
  const complaints: string[] = [];
  listen('Runtime.consoleAPICalled', ({ args }) => complaints.push(`console: ${JSON.stringify(args)}`));
  listen('Runtime.exceptionThrown', ({ exceptionDetails }) => complaints.push(JSON.stringify(exceptionDetails)));
  listen('Network.requestWillBeSent', ({ request }) => {
    const { url = '' } = request as { readonly url?: string };
    if (!/^(file|data|blob|about):/.test(url)) complaints.push(`loads ${url}`);
  });
  for (const domain of ['Page', 'Runtime', 'Network']) await ask(`${domain}.enable`);
  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await ask('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value?: unknown }).value;
  };
  return {
    open: async (file) => {
      const loaded = new Promise<void>((resolve) => listen('Page.loadEventFired', () => resolve()));
      await ask('Page.navigate', { url: `file://${file}` });
      await loaded;
    },
    evaluate,
    mouse: async (type, x, y, clicks = 1) => {
      const held = type === 'mouseMoved' ? {} : { button: 'left', clickCount: clicks };
      await ask('Input.dispatchMouseEvent', { type, x, y, ...held });
    },
    resize: async (width, height, isDark = false) => {
      await ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
      const value = isDark ? 'dark' : 'light';
      await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
    },
    screenshot: async () => Buffer.from(String((await ask('Page.captureScreenshot'))['data']), 'base64'),
    complaints,
    close: async () => {
      const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
      browser.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

// Without a sandbox, as root has none; without a graphics card, and with nothing that asks the network.
const flags = [
  '--headless',
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--font-render-hinting=none',
];

async function unpack(folder: string): Promise<{ readonly binary: string; readonly libraries: string }> {
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin');
  const binary = join(folder, 'chromium');
  await pipeline(createReadStream(join(packed, 'chromium.br')), createBrotliDecompress(), createWriteStream(binary));
  chmodSync(binary, 0o700);
  const libraries = join(folder, 'lib');
  mkdirSync(libraries);
  untar(brotliDecompressSync(readFileSync(join(packed, 'al2023.tar.br'))), libraries);
  untar(brotliDecompressSync(readFileSync(join(packed, 'fonts.tar.br'))), folder);
  // Those of the package are looked for where nobody has put them.
  const places = `<dir>${folder}</dir><cachedir>${folder}/cache</cachedir>`;
  writeFileSync(join(folder, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${places}</fontconfig>\n`);
  return { binary, libraries };
}

/** Writes the files of a tar archive into one folder, by their names alone. */
function untar(bytes: Buffer, folder: string): void {
  for (let at = 0; at + 512 <= bytes.length; ) {
    const name = bytes.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(bytes.toString('ascii', at + 124, at + 136), 8) || 0;
    const isFile = bytes[at + 156] === 0x30 || bytes[at + 156] === 0;
    if (name !== '' && isFile) writeFileSync(join(folder, basename(name)), bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

type Params = Readonly<Record<string, unknown>>;

/** The browser's protocol over two pipes: JSON, each message ended by a zero. */
function connect(browser: ChildProcess) {
  const [, , , input, output] = browser.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<
    number,
    { readonly resolve: (result: Params) => void; readonly reject: (error: Error) => void }
  >();
  const listeners = new Map<string, ((params: Params) => void)[]>();
  browser.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the browser ended with ${code}`));
  });
  let held = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (held + chunk).split('\0');
    held = messages.pop() ?? '';
    for (const text of messages) {
      const { id, method, params, result, error } = JSON.parse(text);
      if (method !== undefined) for (const listener of listeners.get(method) ?? []) listener(params);
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error !== undefined) asked?.reject(new Error(JSON.stringify(error)));
      else asked?.resolve(result);
    }
  });
  let last = 0;
  return {
    send: (method: string, params: object = {}, sessionId?: string) =>
      new Promise<Params>((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
    listen: (method: string, listener: (params: Params) => void) => {
      listeners.set(method, [...(listeners.get(method) ?? []), listener]);
    },
  };
}
