import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A PostgreSQL server of the tests' own, on a port of its own. */
export interface Postgres {
  readonly address: string;
  start(): void;
  /** As a power cut would. */
  kill(): void;
  remove(): void;
}

/** Where the server's programs are; undefined on a machine without them. */
function programs(): string | undefined {
  const roots = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const places = [
    ...roots.sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return places.find((place) => place !== '' && existsSync(join(place, 'initdb')) && existsSync(join(place, 'pg_ctl')));
}

export const hasPostgres = programs() !== undefined;

/** Makes a cluster and starts it. The server refuses to run as root, so root runs it as the user `postgres`. */
export async function startPostgres(): Promise<Postgres> {
  const bin = programs() as string;
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-postgres-'));
  const port = await freePort();
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, Number(idOf('-u')), Number(idOf('-g')));
  const call = (program: string, ...args: string[]): void => {
    const [command, rest]: [string, string[]] = isRoot
      ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', join(bin, program), ...args]]
      : [join(bin, program), args];
    execFileSync(command, rest, { cwd: folder, stdio: 'ignore' });
  };
  const data = join(folder, 'data');
  call('initdb', '-D', data, '-U', 'fleet', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c fsync=off`;
  const server = {
    address: `postgres://fleet:secret@127.0.0.1:${port}/postgres`,
    start: () => call('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'),
    kill: () => call('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop'),
    remove() {
      try {
        server.kill();
      } catch {
        // It does not run.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  server.start();
  return server;
}

function idOf(which: '-u' | '-g'): string {
  return execFileSync('id', [which, 'postgres']).toString().trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
