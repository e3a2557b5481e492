/** Fault table, areas proc and batch, and the exec row about git: many repositories with whatever they do. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRepository } from '../src/fleet/git-repository.ts';
import { gitTree } from '../src/fleet/git-tree.ts';
import { runPool } from '../src/fleet/pool.ts';
import { openResults, readRows } from '../src/fleet/result-file.ts';
import { readTargets, shardOf } from '../src/fleet/targets.ts';
import type { FleetReport } from '../src/model/fleet.ts';
import { npmLock, run } from './command-line.ts';

const room = mkdtempSync(join(tmpdir(), 'wherefrom-fleet-'));
const source = join(room, 'source');
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', '-c', 'init.defaultBranch=main', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .toString()
    .trim();

function repository(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(source, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  mkdirSync(path, { recursive: true });
  git(path, 'init', '-q');
  git(path, 'add', '-A');
  git(path, 'commit', '-q', '-m', 'one');
  return path;
}

const scan = (...args: string[]) => run(['batch', ...args, '--as-of', '2026-11-25'], { cwd: room });
const fleetOf = (folder: string): FleetReport => JSON.parse(readFileSync(join(room, folder, 'fleet.json'), 'utf8'));
const bytesOf = (folder: string) =>
  ['fleet.json', 'fleet.csv', 'fleet.html'].map((name) => readFileSync(join(room, folder, name), 'utf8'));

beforeAll(() => {
  for (let at = 0; at < 12; at++)
    repository(`team/app-${at}`, {
      'web/package-lock.json': npmLock('left-pad@1.3.0', ...(at % 3 === 0 ? ['ali-oss@6.0.0'] : [])),
      'README.md': 'x',
    });
  repository('broken', { 'package-lock.json': '{' });
  const plain = repository('plain', {
    'Cargo.lock': 'version = 4\n\n[[package]]\nname = "serde"\nversion = "1.0.0"\n',
  });
  execFileSync('git', ['clone', '-q', '--bare', plain, join(source, 'bare.git')], { stdio: 'ignore' });
  mkdirSync(join(source, 'no-repository'));
  writeFileSync(join(source, 'no-repository', 'package-lock.json'), npmLock('antd@5.0.0'));
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

describe('targets', () => {
  it('BATCH-06: a list with duplicates, comments, CRLF and credentials is normalised, and nothing secret is kept', () => {
    const list = join(room, 'list.txt');
    writeFileSync(
      list,
      `\ufeff# all of them\r\nhttps://user:s3cret@Git.Example/Team/App.git\r\nhttps://git.example/Team/App/\r\ngit@git.example:Team/Other.git # ssh\r\n\r\nsource/plain\r\nsource/plain/\r\nnowhere\r\n`,
    );
    const targets = readTargets(list);
    expect(targets.map(({ id, kind }) => [id, kind])).toEqual([
      ['git.example/Team/App', 'url'],
      ['git.example/Team/Other', 'url'],
      ['nowhere', 'missing'],
      ['source/plain', 'repository'],
    ]);
    expect(JSON.stringify(targets.map(({ id, place }) => [id, place]))).not.toContain('s3cret');
  });
  it('what a batch has written into the listed folder, or will write, is no target', async () => {
    const folder = join(room, 'self');
    mkdirSync(join(folder, 'shop'), { recursive: true });
    writeFileSync(join(folder, 'shop/package-lock.json'), npmLock('ali-oss@6.0.0'));
    for (const out of ['run', 'shards/1', 'shards/2'])
      expect((await run(['batch', '.', '--out', out, '--as-of', '2026-11-25', '-q'], { cwd: folder })).code).toBe(1);
    for (const out of ['run', 'shards/1', 'shards/2'])
      expect(fleetOf(`self/${out}`).targets.map(({ target }) => target)).toEqual(['shop']);
  }, 60_000);
  it('BATCH-05: shards are disjoint, cover everything, and do not depend on order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 256 }),
        (ids, count) => {
          for (const id of ids) {
            const shard = shardOf(id, count);
            expect(shard).toBeGreaterThanOrEqual(1);
            expect(shard).toBeLessThanOrEqual(count);
            expect(shardOf(id, count)).toBe(shard);
          }
        },
      ),
      { numRuns: 50, seed: 3 },
    );
  });
});

describe('git objects', () => {
  it('EXEC-04: hooks, fsmonitor and settings of a hostile repository do nothing, and no work tree is needed', () => {
    const path = repository('hostile', { 'package-lock.json': npmLock('left-pad@1.3.0') });
    const canary = join(room, 'canary');
    appendFileSync(
      join(path, '.git/config'),
      `[core]\n\tfsmonitor = touch ${canary}\n\thooksPath = ${path}\n\tpager = touch ${canary}\n\tsshCommand = touch ${canary}\n[alias]\n\tls-tree = !touch ${canary}\n[uploadpack]\n\tpackObjectsHook = touch ${canary}\n`,
    );
    rmSync(join(path, 'package-lock.json'));
    const opened = openRepository(path, process.env.PATH);
    const tree = gitTree(opened, opened.commitOf('HEAD'), () => true);
    expect([...tree.list(() => {})].map((file) => file.path)).toEqual(['package-lock.json']);
    expect(Buffer.from(tree.read('package-lock.json', 1 << 20)).toString()).toContain('left-pad');
    expect(existsSync(canary)).toBe(false);
  });
  it('links, submodules, excluded folders and strange names', () => {
    const path = join(source, 'strange');
    repository('strange', {
      'a/package-lock.json': npmLock('left-pad@1.3.0'),
      'node_modules/x/package.json': '{}',
      'yarn.lock': '',
      'new\nline/Cargo.lock': 'version = 4\n',
    });
    symlinkSync('a/package-lock.json', join(path, 'package-lock.json'));
    symlinkSync('/etc/passwd', join(path, 'Cargo.lock'));
    git(path, 'add', '-A');
    git(path, 'update-index', '--add', '--cacheinfo', `160000,${git(path, 'rev-parse', 'HEAD')},vendor/sub`);
    git(path, 'commit', '-q', '-m', 'two');
    const opened = openRepository(path, process.env.PATH);
    const troubles: string[] = [];
    const files = [
      ...gitTree(opened, opened.commitOf('HEAD'), () => true).list((trouble) =>
        troubles.push(`${trouble.code} ${trouble.path}`),
      ),
    ];
    expect(files).toContainEqual({ path: 'package-lock.json', target: 'a/package-lock.json' });
    expect(files.map((file) => file.path)).toContain('new\nline/Cargo.lock');
    expect(troubles.sort()).toEqual([
      'excluded-folder node_modules',
      'submodule vendor/sub',
      'symlink-outside-root Cargo.lock',
    ]);
    rmSync(path, { recursive: true });
    rmSync(join(source, 'hostile'), { recursive: true });
    expect(() => opened.commitOf('--upload-pack=x')).toThrow(expect.objectContaining({ code: 'no-such-ref' }));
  });
});

describe('a run', () => {
  it('reads checkouts, bare repositories and folders, and says what is broken', async () => {
    const ran = await scan('source', '--out', 'run');
    expect(ran.code, ran.stderr).toBe(1);
    const fleet = fleetOf('run');
    expect(fleet.summary).toMatchObject({
      targets: 16,
      done: 16,
      incomplete: 1,
      failed: 0,
      quarantined: 0,
      missing: 0,
    });
    expect(fleet.entities[0]).toMatchObject({ id: 'alibaba', targets: 5 });
    expect(fleet.targets.find((target) => target.target === 'bare.git')).toMatchObject({
      status: 'done',
      complete: true,
      components: 1,
    });
    expect(fleet.targets.find((target) => target.target === 'broken')).toMatchObject({
      status: 'done',
      complete: false,
    });
    expect(fleet.complete).toBe(false);
    expect(ran.stdout).toContain('Alibaba');
  }, 120_000);

  it('query says which repositories contain a thing, by name and by entity', async () => {
    const { stdout } = await run(['batch', 'query', 'npm:ali-oss', '--out', 'run'], { cwd: room });
    expect(stdout).toContain('team/app-0  web/package-lock.json:');
    expect(stdout).toContain('4 targets, 4 places');
    const entity = await run(['batch', 'query', 'alibaba', '--out', 'run', '-f', 'json'], { cwd: room });
    expect(entity.stdout.trim().split('\n').length).toBe(5);
  });

  it('a folder with a run is not written over; a resumed run has nothing to do; another policy is refused', async () => {
    expect((await scan('source', '--out', 'run')).code).toBe(2);
    const before = bytesOf('run');
    const again = await scan('source', '--out', 'run', '--resume');
    expect(again.code, again.stderr).toBe(1);
    expect(again.stderr).toContain('16 of 16 targets, 0.0 a second, 0 failed');
    expect(bytesOf('run')).toEqual(before);
    const other = await scan('source', '--out', 'run', '--resume', '-p', 'us-federal-contractor');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('--rematch');
  }, 120_000);

  it('BATCH-02: rematch judges stored inventories anew without the targets', async () => {
    cpSync(join(room, 'run'), join(room, 'rematched'), { recursive: true });
    cpSync(join(room, 'source'), join(room, 'moved'), { recursive: true });
    const ran = await scan('moved', '--out', 'rematched', '--rematch', '-p', 'us-dod-contractor');
    expect(ran.code, ran.stderr).toBe(1);
    const fresh = await scan('moved', '--out', 'fresh', '-p', 'us-dod-contractor');
    expect(fresh.code).toBe(1);
    expect(fleetOf('rematched')).toEqual(fleetOf('fresh'));
  }, 180_000);

  it('BATCH-04, BATCH-10: shards merge to the same bytes as one run; a gap, a copy and a mixture are refused', async () => {
    for (const index of [1, 2, 3])
      expect((await scan('source', '--out', `shards/${index}`, '--shard', `${index}/3`)).code).not.toBe(2);
    const merge = (...args: string[]) => run(['merge', 'shards', '--out', 'merged', ...args], { cwd: room });
    expect((await merge()).code).toBe(1);
    expect(bytesOf('merged')).toEqual(bytesOf('run'));
    cpSync(join(room, 'shards/2'), join(room, 'kept'), { recursive: true });
    rmSync(join(room, 'shards/2'), { recursive: true });
    const gap = await merge();
    expect(gap.code).toBe(2);
    expect(gap.stderr).toContain('shards 2 of 3 are missing');
    // BATCH-10: accepted with an explicit mark.
    expect((await merge('--threshold', '0.6')).code).toBe(1);
    expect(fleetOf('merged')).toMatchObject({ complete: false, summary: { missing: 1 } });
    cpSync(join(room, 'shards/1'), join(room, 'shards/2'), { recursive: true });
    expect((await merge()).stderr).toMatch(/is shard 1, and so is/);
    rmSync(join(room, 'shards/2'), { recursive: true });
    cpSync(join(room, 'kept'), join(room, 'shards/2'), { recursive: true });
    const file = join(room, 'shards/2/run.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"knowledge": "[0-9a-f]+"/, '"knowledge": "0"'));
    expect((await merge()).stderr).toContain('another knowledge base');
    // A shard whose results were cut off.
    cpSync(join(room, 'kept'), join(room, 'shards/2'), { recursive: true });
    const rows = join(room, 'shards/2/results.ndjson');
    const lines = readFileSync(rows, 'utf8').split('\n');
    writeFileSync(rows, lines.slice(0, 1).join('\n').concat('\n'));
    const cut = await merge('--allow-incomplete');
    expect(cut.stderr).toContain(`shard 2/3 has no result of ${lines.length - 2} of its ${lines.length - 1} targets`);
    expect(fleetOf('merged')).toMatchObject({ complete: false, summary: { missing: lines.length - 2 } });
    // A shard of a day on which the list was another.
    await scan('source/team', '--out', 'shards/2-of-team', '--shard', '2/3');
    rmSync(join(room, 'shards/2'), { recursive: true });
    expect((await merge()).stderr).toContain('was made of another list of targets');
  }, 240_000);

  it('PROC-02: killed at any moment and resumed, it ends with the same bytes', async () => {
    const program = resolve('bin/wherefrom.js');
    const args = ['batch', 'source', '--out', 'killed', '--as-of', '2026-11-25', '--jobs', '1', '-q'];
    for (const wait of [350, 700, 1100]) {
      const child = spawn(
        process.execPath,
        [program, ...args, ...(existsSync(join(room, 'killed/run.json')) ? ['--resume'] : [])],
        { cwd: room, stdio: 'ignore' },
      );
      await new Promise((done) => setTimeout(done, wait));
      child.kill('SIGKILL');
      await new Promise((done) =>
        child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(undefined),
      );
    }
    if (existsSync(join(room, 'killed/results.ndjson')))
      appendFileSync(join(room, 'killed/results.ndjson'), '0123456789abcdef {"target":"torn');
    const started = existsSync(join(room, 'killed/run.json'));
    const last = spawnSync(process.execPath, [program, ...args, ...(started ? ['--resume'] : [])], {
      cwd: room,
      encoding: 'utf8',
    });
    expect(last.status, last.stderr).toBe(1);
    const whole = spawnSync(
      process.execPath,
      [program, 'batch', 'source', '--out', 'whole', '--as-of', '2026-11-25', '-q'],
      { cwd: room },
    );
    expect(whole.status).toBe(1);
    expect(bytesOf('killed')).toEqual(bytesOf('whole'));
  }, 180_000);

  it('--previous tells what is new and gone', async () => {
    cpSync(source, join(room, 'later'), { recursive: true });
    rmSync(join(room, 'later/team/app-0'), { recursive: true });
    await scan('later', '--out', 'later-run', '--previous', 'run');
    expect(fleetOf('later-run').summary.trend?.gone).toBeGreaterThan(0);
    expect(fleetOf('later-run').summary.trend?.new).toBe(0);
  }, 120_000);
});

describe('results', () => {
  it('a torn, altered or foreign line ends the reading, and appending goes on before it', () => {
    const path = join(room, 'rows.ndjson');
    const first = openResults<{ n: number }>(path, 0);
    for (const n of [1, 2, 3]) first.append({ n });
    first.close();
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"n":3', '"n":4'));
    const rows = [...readRows<{ n: number }>(path)];
    expect(rows.map(({ row }) => row.n)).toEqual([1, 2]);
    const last = rows.at(-1);
    const again = openResults<{ n: number }>(path, (last?.offset ?? 0) + (last?.length ?? 0));
    again.append({ n: 5 });
    again.close();
    expect([...readRows<{ n: number }>(path)].map(({ row }) => row.n)).toEqual([1, 2, 5]);
  });
});

describe('the pool', () => {
  const program = join(room, 'child.mjs');
  beforeAll(() => {
    writeFileSync(
      program,
      `process.on('message', ({ job }) => {
        if (job === undefined) return;
        if (job === 'crash') process.abort();
        if (job === 'hang') { for (;;) {} }
        if (job === 'memory') { const all = []; for (;;) all.push(new Array(1e6).fill(Math.random())); }
        if (job === 'throw') throw new Error('no');
        process.send({ result: job + process.pid % 1, memory: 1000 });
      });
      process.on('disconnect', () => process.exit(0));`,
    );
  });
  it('SIZE-08, SIZE-09, SIZE-10, BATCH-01: a crash, hang, abort or memory exhaustion costs its own job only', async () => {
    const done: string[] = [];
    const given: string[] = [];
    const jobs = ['a', 'crash', 'b', 'hang', 'c', 'memory', 'd', 'throw', 'e'];
    await runPool<string, string, object>(
      jobs,
      {
        program,
        setup: {},
        size: 2,
        timeLimit: 2500,
        heapLimit: 64,
        recycle: { jobs: 3, memory: 1e9 },
        environment: { PATH: process.env.PATH },
        attempts: 2,
      },
      (job) => done.push(job),
      ({ job, reason }) => given.push(`${job}: ${reason}`),
    );
    expect(done.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(given.map((text) => text.split(':')[0]).sort()).toEqual(['crash', 'hang', 'memory', 'throw']);
    expect(given.find((text) => text.startsWith('hang'))).toContain('took longer');
    expect(readdirSync(room)).toContain('child.mjs');
  }, 60_000);
});
