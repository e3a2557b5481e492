/** Repositories behind an address: a git daemon, and git's own program behind an HTTP server that asks for a password. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloneOptions, cloneRepository, sweepClones } from '../src/fleet/git-clone.ts';
import { openRepository } from '../src/fleet/git-repository.ts';
import { gitTree } from '../src/fleet/git-tree.ts';
import type { Target } from '../src/fleet/targets.ts';
import { npmLock, run } from './command-line.ts';
import { git, makeRepository } from './repositories.ts';

const room = mkdtempSync(join(tmpdir(), 'wherefrom-clone-'));
const served = join(room, 'served');
const secret = 's3cretTokenOfNobody';
let daemon: ChildProcess;
let daemonPort = 0;
let http: Server;
let httpPort = 0;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const isUp = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        done(true);
      });
      socket.on('error', () => done(false));
    });
    if (isUp) return;
    await wait(50);
  }
}

/** Git's own HTTP program as a CGI behind Node's server; every request needs the password. */
function httpBackend(): Server {
  return createHttpServer((request, response) => {
    const wanted = `Basic ${Buffer.from(`robot:${secret}`).toString('base64')}`;
    if (request.headers.authorization !== wanted) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: served,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: request.headers['git-protocol'] as string,
        REMOTE_USER: 'robot',
      },
    });
    request.pipe(backend.stdin);
    const pieces: Buffer[] = [];
    backend.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    backend.on('close', () => {
      const all = Buffer.concat(pieces);
      const end = all.indexOf('\r\n\r\n');
      const headers = all
        .toString('latin1', 0, end)
        .split('\r\n')
        .map((line) => line.split(': ') as [string, string]);
      const status = headers.find(([name]) => name === 'Status')?.[1];
      response.writeHead(Number(status?.slice(0, 3) ?? 200), Object.fromEntries(headers)).end(all.subarray(end + 4));
    });
  });
}

beforeAll(async () => {
  mkdirSync(served);
  for (const name of ['one', 'two', 'three']) {
    const checkout = makeRepository(join(room, 'checkouts', name), {
      'web/package-lock.json': npmLock('left-pad@1.3.0', `ali-oss@6.0.${name.length}`),
      'media/film.bin': randomBytes(3 * 1024 * 1024),
      'package-lock.json': npmLock('zod@3.0.0'),
    });
    git(room, 'clone', '-q', '--bare', checkout, join(served, `${name}.git`));
    for (const setting of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'])
      git(join(served, `${name}.git`), 'config', setting, 'true');
    git(join(served, `${name}.git`), 'config', 'http.receivepack', 'false');
  }
  git(join(served, 'three.git'), 'config', 'uploadpack.allowFilter', 'false');
  daemonPort = await freePort();
  daemon = spawn(
    'git',
    ['daemon', '--reuseaddr', '--export-all', `--base-path=${served}`, '--listen=127.0.0.1', `--port=${daemonPort}`],
    { stdio: 'ignore', detached: true },
  );
  http = httpBackend();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  httpPort = (http.address() as AddressInfo).port;
  await listening(daemonPort);
}, 60_000);
afterAll(async () => {
  if (daemon.pid !== undefined) process.kill(-daemon.pid, 'SIGKILL');
  http.closeAllConnections();
  await new Promise((done) => http.close(done));
  rmSync(room, { recursive: true, force: true });
});

const target = (name: string): Target => ({
  id: `127.0.0.1/${name}`,
  kind: 'url',
  place: `git://127.0.0.1:${daemonPort}/${name}.git`,
});
const options = (folder: string, more: Partial<CloneOptions> = {}): CloneOptions => ({
  folder: join(room, folder),
  ref: 'HEAD',
  maxBytes: 1 << 30,
  keptBytes: 1 << 30,
  path: process.env.PATH,
  isWanted: (path) => path.endsWith('.json'),
  ...more,
});
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .reduce((sum, one) => sum + statSync(join(one.parentPath ?? one.path, one.name)).size, 0);
}

describe('a clone', () => {
  it('has the contents of wanted files only, and no remote', () => {
    const clone = cloneRepository(target('one'), options('filtered'));
    expect(sizeOf(clone.place)).toBeLessThan(200_000);
    const opened = openRepository(clone.place, process.env.PATH);
    const tree = gitTree(opened, opened.commitOf('HEAD'), (path) => path.endsWith('.json'));
    expect(Buffer.from(tree.read('web/package-lock.json', 1 << 20)).toString()).toContain('ali-oss');
    expect(() => tree.read('media/film.bin', 1 << 30)).toThrow(expect.objectContaining({ code: 'damaged-object' }));
    expect(readFileSync(join(clone.place, 'config'), 'utf8')).not.toMatch(/remote|127\.0\.0\.1|partial/i);
    expect(readdirSync(clone.place)).not.toContain('hooks');
    clone.done();
  });
  it('of a server that does not filter is whole and gives the same', () => {
    const clone = cloneRepository(target('three'), options('unfiltered'));
    const opened = openRepository(clone.place, process.env.PATH);
    const tree = gitTree(opened, opened.commitOf('HEAD'), (path) => path.endsWith('.json'));
    expect(Buffer.from(tree.read('web/package-lock.json', 1 << 20)).toString()).toContain('ali-oss');
    clone.done();
  });
  it('is used again while the other side stands still, and made anew when it has moved', () => {
    const first = cloneRepository(target('two'), options('kept'));
    writeFileSync(join(first.place, 'mark'), '');
    first.done();
    const again = cloneRepository(target('two'), options('kept'));
    expect(existsSync(join(again.place, 'mark'))).toBe(true);
    again.done();
    const checkout = join(room, 'checkouts/two');
    writeFileSync(join(checkout, 'package-lock.json'), npmLock('zod@4.0.0'));
    git(checkout, 'commit', '-qam', 'two');
    git(checkout, 'push', '-q', join(served, 'two.git'), 'HEAD');
    const moved = cloneRepository(target('two'), options('kept'));
    expect(existsSync(join(moved.place, 'mark'))).toBe(false);
    expect(openRepository(moved.place, process.env.PATH).commitOf('HEAD')).toBe(git(checkout, 'rev-parse', 'HEAD'));
    moved.done();
  });
  it('BATCH-07: takes no more room than it may while it is made, and all that are kept no more than they may', () => {
    const limited = options('limited', { maxBytes: 1 << 20, isWanted: () => true });
    expect(() => cloneRepository(target('one'), limited)).toThrow(
      expect.objectContaining({ code: 'over-limit', message: 'its clone is larger than 1048576 bytes' }),
    );
    expect(readdirSync(join(room, 'limited'))).toEqual([]);
    const small = options('evicting', { keptBytes: 150_000 });
    for (const name of ['one', 'two', 'one']) cloneRepository(target(name), small).done();
    const size = sizeOf(join(room, 'evicting'));
    expect(size).toBeLessThanOrEqual(150_000);
    expect(readdirSync(join(room, 'evicting')).length).toBeGreaterThan(0);
    const none = options('none', { keptBytes: 1000 });
    cloneRepository(target('one'), none).done();
    expect(readdirSync(join(room, 'none'))).toEqual([]);
  });
  it('BATCH-07: what a killed process has left of one is removed at the next start, and one that is used is not', async () => {
    const folder = join(room, 'left');
    const gone = spawn('true');
    await new Promise((done) => gone.once('exit', done));
    for (const pid of [gone.pid, process.pid]) mkdirSync(join(folder, `abc.git.${pid}`), { recursive: true });
    sweepClones(folder);
    expect(readdirSync(folder)).toEqual([`abc.git.${process.pid}`]);
  });
  it.each(['file:///etc', 'ext::sh -c touch% canary', '--upload-pack=touch canary', `${served}/one.git`])(
    'goes through no other door: %s',
    (place) => {
      expect(() => cloneRepository({ id: 'x', kind: 'url', place }, options('doors'))).toThrow(
        expect.objectContaining({ code: 'clone-failed' }),
      );
      expect(existsSync(join(room, 'doors', 'canary'))).toBe(false);
    },
  );
});

describe('a run over addresses', () => {
  it('BATCH-06: a password reaches the server and nothing else, not even when cloning fails', async () => {
    const list = join(room, 'list.txt');
    const at = `robot:${secret}@127.0.0.1:${httpPort}`;
    writeFileSync(
      list,
      [
        `http://${at}/one.git`,
        `http://${at}/no-such.git`,
        `http://robot:wrong-${secret}@127.0.0.1:${httpPort}/two.git`,
        `http://127.0.0.1:${httpPort}/three.git`, // asks for a password
        `git://127.0.0.1:${daemonPort}/two.git`,
      ].join('\n'),
    );
    const ran = await run(['batch', list, '--out', 'run', '--as-of', '2026-11-25', '--jobs', '2', '-f', 'json'], {
      cwd: room,
      env: { PATH: process.env.PATH as string },
    });
    expect(ran.code, ran.stderr).toBe(1);
    const fleet = JSON.parse(ran.stdout);
    const states = Object.fromEntries(
      fleet.targets.map((one: { target: string; status: string; reason?: string }) => [
        one.target.replace(/:\d+/, ''),
        `${one.status} ${one.reason ?? ''}`.trim(),
      ]),
    );
    expect(states['127.0.0.1/one']).toBe('done');
    expect(states['127.0.0.1/no-such']).toMatch(/^failed could not be cloned: .*not found/);
    expect(fleet.targets.filter((one: { status: string }) => one.status === 'failed')).toHaveLength(3);
    expect(fleet.summary).toMatchObject({ done: 2, failed: 3, quarantined: 0 });
    expect(fleet.entities[0]).toMatchObject({ id: 'alibaba', targets: 2 });

    const everywhere = readdirSync(join(room, 'run'), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath ?? one.path, one.name), 'latin1'));
    expect(everywhere.length).toBeGreaterThan(5);
    for (const text of [...everywhere, ran.stdout, ran.stderr]) expect(text.includes(secret)).toBe(false);
  }, 60_000);
});
