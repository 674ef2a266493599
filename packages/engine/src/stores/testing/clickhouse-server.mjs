// A small ClickHouse server for tests: chDB behind the part of ClickHouse's HTTP interface that the client uses. It runs
// in a process of its own, since chDB opens one folder a process: `node clickhouse-server.mjs FOLDER`, and prints its port.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Session } from 'chdb';

const folder = process.argv[2];
const connectionArgs = ['--max_query_size=1073741824'];
mkdirSync(folder, { recursive: true });
const root = new Session(join(folder, 'data'), { connectionArgs });
let files = 0;

const server = createServer((request, response) => {
  answer(request).then(
    (bytes) => response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(bytes),
    (error) => {
      const code = /Code: (\d+)/.exec(error.message)?.[1] ?? '1002';
      response
        .writeHead(500, { 'X-ClickHouse-Exception-Code': code })
        .end(error.message.replace(/^Query failed: /, ''));
    },
  );
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.on('disconnect', () => process.exit());

async function answer(request) {
  const url = new URL(request.url, 'http://server');
  if (url.pathname === '/ping') return 'Ok.\n';
  const body = await gather(request);
  const fields = new Map(url.searchParams);
  const boundary = /boundary=(.*)/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary !== undefined) for (const [name, value] of parts(body, boundary)) fields.set(name, value);
  const inUrl = fields.get('query');
  const text = inUrl ?? body.toString();
  const insert = /^(INSERT INTO \S+ \(([^)]*)\))(.*) FORMAT (\w+)$/s.exec(text);
  return insert !== null && boundary === undefined ? insertBody(insert, body) : run(text, fields);
}

async function run(text, fields) {
  const session = new Session(join(folder, 'data'), { connectionArgs });
  try {
    // chDB gives queries ids of its own.
    const killing = text.replace(/^KILL QUERY WHERE query_id =/, "KILL QUERY WHERE Settings['log_comment'] =");
    const result = await session.queryAsync(`${settings(fields)}${killing}`, { format: 'TabSeparated' });
    return result.bytes();
  } finally {
    session.close();
  }
}

async function insertBody([, head, columns, settingsClause, format], body) {
  files += 1;
  const file = join(folder, `${files}.body`);
  writeFileSync(file, body);
  try {
    return await run(`${head} ${settingsClause} SELECT ${columns} FROM file(${quote(file)}, '${format}')`, new Map());
  } finally {
    rmSync(file);
  }
}

const ofHttp = new Set(['query', 'query_id', 'database', 'wait_end_of_query', 'enable_http_compression', 'session_id']);

function settings(fields) {
  const texts = [...fields]
    .filter(([name]) => !ofHttp.has(name))
    .map(([name, value]) => `SET ${name}=${quote(value)}; `);
  return `${texts.join('')}SET log_comment=${quote(fields.get('query_id') ?? '')}; `;
}

function quote(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function* parts(body, boundary) {
  for (const part of body.toString().split(`--${boundary}`)) {
    const found = /name="([^"]+)"\r\n\r\n(.*)\r\n$/s.exec(part);
    if (found !== null) yield [found[1], found[2]];
  }
}

async function gather(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
// The engine lives as long as a session does.
process.on('exit', () => root.close());
