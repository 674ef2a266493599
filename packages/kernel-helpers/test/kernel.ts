import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

type Zeromq = typeof import('zeromq');

/** A message of Jupyter's protocol, as far as it is looked at. */
interface Message {
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: Readonly<Record<string, unknown>>;
}

/** An output of a cell, as notebooks keep it. */
export type Output =
  | { readonly output_type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | {
      readonly output_type: 'display_data';
      readonly data: Readonly<Record<string, unknown>>;
      readonly metadata: object;
    };

/** What became of a cell; `updates` counts how often one of its displays was drawn again. */
export interface Ran {
  readonly ok: boolean;
  readonly outputs: readonly Output[];
  readonly updates: number;
}

/** tslab's kernel in a process of its own. */
export interface Kernel {
  /** Runs a cell; `onShown` is called when it shows the first thing. */
  run(code: string, onShown?: () => void): Promise<Ran>;
  /** As the button of a notebook does. */
  interrupt(): void;
  stop(): Promise<void>;
}

/** The library that speaks to kernels; undefined, with a word why, where its binary does not load on this machine. */
export async function loadZeromq(): Promise<{ readonly zeromq?: Zeromq; readonly why?: string }> {
  try {
    return { zeromq: await import('zeromq') };
  } catch (error) {
    return { why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

/** Starts a kernel in a folder and waits until it answers. */
export async function startKernel(zeromq: Zeromq, cwd: string, env: Record<string, string>): Promise<Kernel> {
  const [shell, iopub, stdin, control, hb] = await freePorts(5);
  const key = randomUUID();
  const file = join(cwd, `kernel-${key}.json`);
  const ports = { shell_port: shell, iopub_port: iopub, stdin_port: stdin, control_port: control, hb_port: hb };
  writeFileSync(
    file,
    JSON.stringify({ ...ports, ip: '127.0.0.1', transport: 'tcp', signature_scheme: 'hmac-sha256', key }),
    { mode: 0o600 },
  );
  const { resolve } = createRequire(import.meta.url);
  const program = join(dirname(resolve('tslab/package.json')), 'bin/tslab');
  const child = spawn(process.execPath, [program, 'kernel', `--config-path=${file}`], {
    cwd,
    env,
    stdio: 'pipe',
    // What a cell has started ends with it.
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += String(chunk);
    });
  }
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (status, signal) => reject(new Error(`the kernel ended by ${signal ?? status}: ${said}`)));
  });
  ended.catch(() => {});

  const requests = new zeromq.Dealer({ routingId: key, linger: 0 });
  requests.connect(`tcp://127.0.0.1:${shell}`);
  const news = new zeromq.Subscriber({ linger: 0 });
  news.connect(`tcp://127.0.0.1:${iopub}`);
  news.subscribe();
  const heard = listen(news);

  const ask = async (
    type: string,
    content: object,
    onShown?: () => void,
  ): Promise<{ readonly id: string; readonly reply: Message }> => {
    const id = randomUUID();
    if (onShown !== undefined) heard.whenShown(id, onShown);
    await requests.send(encode(key, id, type, content));
    while (true) {
      const reply = decode(await Promise.race([requests.receive(), ended]));
      if (reply.parent_header.msg_id === id) return { id, reply };
    }
  };
  // The kernel's news may connect later than its first answer is sent: it is asked until both are heard.
  while (true) {
    const { id } = await ask('kernel_info_request', {});
    if (await heard.idleAfter(id, 500)) break;
  }
  return {
    run: async (code, onShown) => {
      const asked = ask('execute_request', { code, silent: false, store_history: true, stop_on_error: false }, onShown);
      const { id, reply } = await Promise.race([asked, tooLong(code, 120_000)]);
      if (!(await heard.idleAfter(id, 60_000))) throw new Error('the kernel did not say that the cell is over');
      return { ok: reply.content['status'] === 'ok', ...outputsOf(heard.of(id)) };
    },
    interrupt: () => void child.kill('SIGINT'),
    stop: async () => {
      requests.close();
      news.close();
      await stopChild(child);
    },
  };
}

/** Keeps what a kernel tells, by the request that it is about. */
function listen(socket: { [Symbol.asyncIterator](): AsyncIterator<Buffer[]> }) {
  const messages: Message[] = [];
  const listeners = new Map<string | undefined, () => void>();
  let wake = () => {};
  const reading = (async () => {
    for await (const frames of { [Symbol.asyncIterator]: () => socket[Symbol.asyncIterator]() }) {
      const message = decode(frames);
      messages.push(message);
      const { header, parent_header } = message;
      if (header.msg_type === 'display_data') listeners.get(parent_header.msg_id)?.();
      wake();
    }
  })();
  reading.catch(() => {});
  const of = (id: string) => messages.filter(({ parent_header }) => parent_header.msg_id === id);
  const isIdle = (id: string) =>
    of(id).some(({ header, content }) => header.msg_type === 'status' && content['execution_state'] === 'idle');
  return {
    of,
    whenShown: (id: string, onShown: () => void) => void listeners.set(id, onShown),
    idleAfter: async (id: string, mostMs: number): Promise<boolean> => {
      const until = Date.now() + mostMs;
      while (!isIdle(id) && Date.now() < until) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(1, until - Date.now()));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return isIdle(id);
    },
  };
}

/** Outputs in their order; what is drawn again takes the place of what was there, and text that follows text is joined. */
function outputsOf(messages: readonly Message[]): { readonly outputs: readonly Output[]; readonly updates: number } {
  const outputs: Output[] = [];
  const places = new Map<unknown, number>();
  let updates = 0;
  for (const { header, content } of messages) {
    const last = outputs.at(-1);
    if (header.msg_type === 'stream') {
      const { name, text } = content as { readonly name: 'stdout' | 'stderr'; readonly text: string };
      if (last?.output_type === 'stream' && last.name === name) {
        outputs[outputs.length - 1] = { ...last, text: last.text + text };
      } else outputs.push({ output_type: 'stream', name, text });
    }
    if (header.msg_type !== 'display_data' && header.msg_type !== 'update_display_data') continue;
    const { data, transient } = content as {
      readonly data: Record<string, unknown>;
      readonly transient?: { display_id?: string };
    };
    const output: Output = { output_type: 'display_data', data, metadata: {} };
    const place = places.get(transient?.display_id);
    if (header.msg_type === 'update_display_data' && place !== undefined) {
      outputs[place] = output;
      updates++;
    } else {
      places.set(transient?.display_id, outputs.length);
      outputs.push(output);
    }
  }
  return { outputs, updates };
}

function encode(key: string, id: string, type: string, content: object): string[] {
  const header = {
    msg_id: id,
    session: key,
    username: 'test',
    date: new Date().toISOString(),
    msg_type: type,
    version: '5.3',
  };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return ['<IDS|MSG>', hmac.digest('hex'), ...parts];
}

function decode(frames: readonly Buffer[]): Message {
  const start = frames.findIndex((frame) => frame.toString() === '<IDS|MSG>');
  const [header, parent_header, , content] = frames.slice(start + 2).map((frame) => JSON.parse(frame.toString()));
  return { header, parent_header, content };
}

function tooLong(code: string, mostMs: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`the cell was not over after ${mostMs / 1000} s: ${code}`)), mostMs).unref();
  });
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
    }),
  );
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  await gone;
}
