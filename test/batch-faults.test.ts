/** Hostile and broken repositories, poison targets, full disks, damaged results: each costs itself and is told. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRepository } from '../src/fleet/git-repository.ts';
import { gitTree } from '../src/fleet/git-tree.ts';
import { plainCommit } from '../src/fleet/plain-ref.ts';
import { readRows } from '../src/fleet/result-file.ts';
import type { FleetReport, TargetResult } from '../src/model/fleet.ts';
import { npmLock, run } from './command-line.ts';
import { git, makeRepository } from './repositories.ts';

const room = mkdtempSync(join(tmpdir(), 'wherefrom-faults-'));
const program = resolve('bin/wherefrom.js');
afterAll(() => rmSync(room, { recursive: true, force: true }));

const batch = (source: string, out: string, ...args: string[]) =>
  run(['batch', source, '--out', out, '--as-of', '2026-11-25', ...args], {
    cwd: room,
    env: { PATH: process.env.PATH as string },
  });
const fleetOf = (out: string): FleetReport => JSON.parse(readFileSync(join(room, out, 'fleet.json'), 'utf8'));
const bytesOf = (out: string) =>
  ['fleet.json', 'fleet.csv', 'fleet.html'].map((name) => readFileSync(join(room, out, name), 'utf8'));
const rowsOf = (out: string) => [...readRows<TargetResult>(join(room, out, 'results.ndjson'))].map(({ row }) => row);
const rowOf = (out: string, target: string) => rowsOf(out).findLast((row) => row.target === target);
const lock = npmLock('left-pad@1.3.0', 'ali-oss@6.0.0');

/** An object as git would store it, of any content: forged trees cannot be made with git. */
function forge(repository: string, type: 'blob' | 'tree' | 'commit', content: Buffer, id?: string): string {
  const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const name = id ?? createHash('sha1').update(whole).digest('hex');
  const folder = join(repository, '.git/objects', name.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, name.slice(2)), { force: true });
  writeFileSync(join(folder, name.slice(2)), deflateSync(whole));
  return name;
}
const entry = (mode: string, name: string, id: string) =>
  Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
function commitTree(repository: string, tree: string): void {
  const commit = git(repository, 'commit-tree', tree, '-m', 'forged');
  git(repository, 'update-ref', 'HEAD', commit);
}

describe('EXEC-04: a hostile repository', () => {
  it('cannot make git run anything: hooks, monitors, filters, includes, replacements, promised objects', async () => {
    const canary = join(room, 'canary');
    const path = makeRepository(join(room, 'hostile/everything'), {
      'package-lock.json': lock,
      'go.sum': 'github.com/a/b v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
      '.gitattributes': '* filter=evil diff=evil\n',
      '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% ${canary}\n`,
    });
    const missing = git(path, 'rev-parse', 'HEAD:go.sum');
    rmSync(join(path, '.git/objects', missing.slice(0, 2), missing.slice(2)));
    const replaced = git(path, 'rev-parse', 'HEAD:package-lock.json');
    writeFileSync(join(path, 'other'), npmLock('zod@3.0.0'));
    git(path, 'replace', replaced, git(path, 'hash-object', '-w', 'other'));
    writeFileSync(join(path, 'included'), `[core]\n\tfsmonitor = touch ${canary}\n`);
    appendFileSync(
      join(path, '.git/config'),
      `[include]\n\tpath = ${path}/included\n[core]\n\trepositoryformatversion = 1\n\thooksPath = ${path}\n\tsshCommand = touch ${canary}\n\tgitProxy = touch ${canary}\n` +
        `[extensions]\n\tpartialClone = origin\n[protocol "ext"]\n\tallow = always\n[remote "origin"]\n\turl = ext::sh -c touch% ${canary}\n\tpromisor = true\n` +
        `[filter "evil"]\n\tsmudge = touch ${canary}\n\tclean = touch ${canary}\n[diff "evil"]\n\ttextconv = touch ${canary}\n[alias]\n\tcat-file = !touch ${canary}\n`,
    );
    for (const hook of ['post-checkout', 'reference-transaction', 'pre-auto-gc', 'post-index-change']) {
      mkdirSync(join(path, '.git/hooks'), { recursive: true });
      writeFileSync(join(path, '.git/hooks', hook), `#!/bin/sh\ntouch ${canary}\n`);
      chmodSync(join(path, '.git/hooks', hook), 0o755);
    }
    // Git before 2.39.4 does not know GIT_NO_LAZY_FETCH and gets promised objects from whatever program the repository names.
    const bin = join(room, 'old-git');
    mkdirSync(bin);
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(join(bin, 'git'), `#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec ${real} "$@"\n`);
    chmodSync(join(bin, 'git'), 0o755);
    for (const path of [process.env.PATH as string, `${bin}:${process.env.PATH}`]) {
      const out = `everything-${path.length}`;
      const ran = await run(['batch', 'hostile', '--out', out, '--as-of', '2026-11-25'], {
        cwd: room,
        env: { PATH: path },
      });
      expect(ran.code, ran.stderr).toBe(1);
      expect(existsSync(canary)).toBe(false);
      const row = rowOf(out, 'everything');
      expect(row).toMatchObject({ status: 'done', complete: false });
      expect(row?.findings.map((finding) => finding.component.name)).toContain('ali-oss');
      expect(row?.problems).toContainEqual(expect.objectContaining({ code: 'damaged-object', path: 'go.sum' }));
    }
    // Without these two settings the same repository does run its program: the trap is a real one.
    spawnSync('git', ['--git-dir', join(path, '.git'), 'cat-file', '-p', missing], { env: { PATH: process.env.PATH } });
    expect(existsSync(canary)).toBe(true);
  }, 60_000);

  it('names that lead out of the folder, files that are somebody else’s, and pointers are told and not followed', async () => {
    const path = makeRepository(join(room, 'forged/names'), { 'package-lock.json': lock });
    const blob = git(path, 'rev-parse', 'HEAD:package-lock.json');
    const inner = forge(path, 'tree', entry('100644', 'package-lock.json', blob));
    const link = forge(path, 'blob', Buffer.from('/etc/passwd'));
    const pointer = forge(
      path,
      'blob',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n'),
    );
    const root = forge(
      path,
      'tree',
      Buffer.concat([
        entry('40000', '..', inner),
        entry('40000', '.git', inner),
        entry('120000', 'Cargo.lock', link),
        entry('160000', 'module', '1'.repeat(40)),
        entry('100644', 'package-lock.json', blob),
        entry('100644', 'yarn.lock', pointer),
      ]),
    );
    commitTree(path, root);
    const ran = await batch('forged', 'forged-run');
    expect(ran.code, ran.stderr).toBe(1);
    const row = rowOf('forged-run', 'names');
    expect(row?.problems.map(({ code, path: at }) => `${code} ${at}`).sort()).toEqual(
      expect.arrayContaining([
        'excluded-folder .git',
        'symlink-outside-root Cargo.lock',
        'unsafe-path ../package-lock.json',
      ]),
    );
    expect(row?.findings.flatMap((finding) => finding.evidence.map((seen) => seen.path))).toEqual([
      'package-lock.json',
    ]);
    expect(row?.complete).toBe(false);
    expect(row?.inputs).toMatchObject({ parsed: 1 });
  }, 60_000);

  it('reads nothing of a repository that was not given: alternates, worktrees, linked stores', async () => {
    const secret = makeRepository(join(room, 'secret'), { 'package-lock.json': lock });
    const thief = makeRepository(join(room, 'thieves/alternates'), { 'README.md': 'x' });
    writeFileSync(join(thief, '.git/objects/info/alternates'), `${secret}/.git/objects\n`);
    git(thief, 'update-ref', 'HEAD', git(secret, 'rev-parse', 'HEAD'));
    mkdirSync(join(room, 'thieves/pointer'));
    writeFileSync(join(room, 'thieves/pointer/.git'), `gitdir: ${secret}/.git\n`);
    mkdirSync(join(room, 'thieves/linked/.git/refs/heads'), { recursive: true });
    writeFileSync(join(room, 'thieves/linked/.git/HEAD'), `${git(secret, 'rev-parse', 'HEAD')}\n`);
    symlinkSync(join(secret, '.git/objects'), join(room, 'thieves/linked/.git/objects'));
    const honest = makeRepository(join(room, 'thieves/honest'), { 'package-lock.json': lock });
    git(honest, 'worktree', 'add', '-q', join(room, 'thieves/worktree'));
    git(join(room, 'thieves'), 'clone', '-q', '--shared', honest, 'shared');

    const ran = await batch('thieves', 'thieves-run');
    expect(ran.code, ran.stderr).toBe(1);
    for (const name of ['alternates', 'pointer', 'linked']) {
      const row = rowOf('thieves-run', name);
      expect(row, name).toMatchObject({ status: 'failed', findings: [] });
      expect(row?.reason).toMatch(/^reads from .*secret.*, outside of what the batch was given/);
    }
    for (const name of ['honest', 'worktree', 'shared'])
      expect(rowOf('thieves-run', name), name).toMatchObject({ status: 'done', complete: true });
  }, 60_000);
});

describe('a broken repository', () => {
  it('a blob under a wrong id is told, keeps its neighbours, and is nobody else’s', async () => {
    const honest = makeRepository(join(room, 'ids/b-honest'), {
      'package-lock.json': lock,
      'web/package-lock.json': npmLock('zod@3.0.0'),
    });
    const liar = makeRepository(join(room, 'ids/a-liar'), {
      'package-lock.json': lock,
      'web/package-lock.json': npmLock('zod@3.0.0'),
    });
    forge(liar, 'blob', Buffer.from(npmLock('left-pad@1.3.0')), git(honest, 'rev-parse', 'HEAD:package-lock.json'));
    const ran = await batch('ids', 'ids-run', '--jobs', '1');
    expect(ran.code, ran.stderr).toBe(1);
    expect(rowOf('ids-run', 'a-liar')).toMatchObject({
      status: 'done',
      complete: false,
      inputs: { parsed: 1, failed: 1 },
    });
    expect(rowOf('ids-run', 'b-honest')).toMatchObject({ status: 'done', complete: true, inputs: { parsed: 2 } });
    expect(rowOf('ids-run', 'b-honest')?.findings).toHaveLength(1);
  }, 60_000);

  it('a damaged object costs its file, a missing tree its repository', async () => {
    // Of its own: what another target has read of the same content would stand in for it.
    const damaged = makeRepository(join(room, 'objects/damaged'), {
      'package-lock.json': npmLock('chalk@5.0.0'),
      'web/package-lock.json': npmLock('zod@3.0.0'),
    });
    const blob = git(damaged, 'rev-parse', 'HEAD:package-lock.json');
    const file = join(damaged, '.git/objects', blob.slice(0, 2), blob.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, 'garbage');
    const treeless = makeRepository(join(room, 'objects/treeless'), { 'package-lock.json': lock });
    const tree = git(treeless, 'rev-parse', 'HEAD^{tree}');
    rmSync(join(treeless, '.git/objects', tree.slice(0, 2)), { recursive: true });
    makeRepository(join(room, 'objects/whole'), { 'package-lock.json': lock });
    mkdirSync(join(room, 'objects/empty'));
    git(join(room, 'objects/empty'), 'init', '-q');
    const ran = await batch('objects', 'objects-run');
    expect(ran.code).toBe(1);
    expect(rowOf('objects-run', 'damaged')).toMatchObject({
      status: 'done',
      complete: false,
      inputs: { parsed: 1, failed: 1 },
    });
    expect(rowOf('objects-run', 'treeless')).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('could not be listed'),
    });
    expect(rowOf('objects-run', 'empty')).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('has no commit "HEAD"'),
    });
    expect(rowOf('objects-run', 'whole')).toMatchObject({ status: 'done', complete: true });
  }, 60_000);

  it('a huge blob is never held: over the limit it is told, a large table is read in pieces', async () => {
    const path = join(room, 'huge/repository');
    const rows = Array.from({ length: 800_000 }, (_, at) => `camera-${at},Hikvision,DS-2CD${at},10.0.${at % 250}.7`);
    makeRepository(path, {
      'package-lock.json': Buffer.alloc(70 * 1024 * 1024, 32),
      'inventory/cameras.csv': `hostname,vendor,model,ip\n${rows.join('\n')}\n`,
      'web/package-lock.json': lock,
    });
    const opened = openRepository(path, process.env.PATH);
    const tree = gitTree(opened, opened.commitOf('HEAD'), () => true, room);
    expect(Buffer.from(tree.readHead('inventory/cameras.csv', 20)).toString()).toBe('hostname,vendor,mode');
    let bytes = 0;
    for (const piece of tree.readChunks('inventory/cameras.csv', 1 << 20, 1 << 30)) bytes += piece.length;
    expect(bytes).toBe(readFileSync(join(path, 'inventory/cameras.csv')).length);
    expect(bytes).toBeGreaterThan(32 * 1024 * 1024 - 1);
    expect(() => tree.read('package-lock.json', 64 << 20)).toThrow(expect.objectContaining({ code: 'over-limit' }));
    expect(readdirSync(room).filter((name) => name.startsWith('.blob'))).toEqual([]);
  }, 120_000);
});

describe('BATCH-01: a poison repository', () => {
  it('that hangs, crashes or takes all memory is tried twice, quarantined with its reason, and costs nothing else', async () => {
    const source = join(room, 'poison');
    for (let at = 0; at < 6; at++) makeRepository(join(source, `app-${at}`), { 'package-lock.json': lock });
    makeRepository(join(source, 'hang'), { 'package-lock.json': lock });
    makeRepository(join(source, 'crash'), { 'package-lock.json': lock });
    const packages = Array.from({ length: 250_000 }, (_, at) => [`node_modules/p${at}`, { version: '1.0.0' }]);
    makeRepository(join(source, 'memory'), {
      'package-lock.json': JSON.stringify({ name: 'app', lockfileVersion: 3, packages: Object.fromEntries(packages) }),
    });
    const bin = join(room, 'poison-bin');
    mkdirSync(bin);
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(
      join(bin, 'git'),
      `#!/bin/sh\ncase "$*" in\n*poison/hang/*) echo hang >> ${bin}/tries; sleep 100;;\n*poison/crash/*) echo crash >> ${bin}/tries; kill -9 $PPID;;\nesac\nexec ${real} "$@"\n`,
    );
    chmodSync(join(bin, 'git'), 0o755);
    const args = ['--time-limit', '10', '--memory-limit', '110', '--jobs', '2'];
    const ran = await run(['batch', 'poison', '--out', 'poison-run', '--as-of', '2026-11-25', ...args], {
      cwd: room,
      env: { PATH: `${bin}:${process.env.PATH}` },
    });
    expect(ran.code, ran.stderr).toBe(1);
    expect(fleetOf('poison-run').summary).toMatchObject({ targets: 9, done: 6, quarantined: 3, missing: 0 });
    expect(fleetOf('poison-run').complete).toBe(false);
    expect(readFileSync(join(bin, 'tries'), 'utf8').split('\n').sort()).toEqual(['', 'crash', 'crash', 'hang', 'hang']);
    expect(rowOf('poison-run', 'hang')?.reason).toBe('took longer than 10 s');
    expect(rowOf('poison-run', 'crash')?.reason).toBe('its worker was ended by SIGKILL');
    expect(rowOf('poison-run', 'memory')?.reason).toMatch(/^its worker (?:ended with code \d+|was ended by SIG\w+)$/);
    expect(ran.stderr).toContain('crash: quarantined, its worker was ended by SIGKILL');
    expect(ran.stdout).toContain('3 quarantined');
    // What it started is gone with it.
    expect(spawnSync('pgrep', ['-f', `${bin}/git`]).stdout?.toString() ?? '').toBe('');
  }, 120_000);
});

describe('a disk without room', () => {
  it('PROC-02, BATCH-07: stops with the reason and quarantines nobody; with room again the rest is done', async () => {
    const source = join(room, 'many');
    for (let at = 0; at < 12; at++) {
      const packages = Array.from({ length: 40 }, (_, n) => `@alicloud/part-${at}-${n}@1.0.0`);
      makeRepository(join(source, `app-${at}`), { 'package-lock.json': npmLock(...packages) });
    }
    const built = (out: string, limit: string, ...more: string[]) =>
      spawnSync(
        'bash',
        [
          '-c',
          `ulimit -f ${limit}; exec "$@"`,
          'bash',
          process.execPath,
          program,
          'batch',
          'many',
          '--out',
          out,
          '--as-of',
          '2026-11-25',
          '--jobs',
          '1',
          ...more,
        ],
        { cwd: room, encoding: 'utf8' },
      );
    // Results do not fit: a few targets are done.
    const results = built('full', '200');
    expect(results.status, results.stderr).toBe(2);
    expect(results.stderr).toMatch(
      /results\.ndjson: could not be written \(EFBIG\); what was done is kept, and the same command with --resume goes on\n$/,
    );
    const done = rowsOf('full').length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(12);
    expect(existsSync(join(room, 'full/fleet.json'))).toBe(false);
    expect(readdirSync(join(room, 'full')).filter((name) => /lock|tmp/.test(name))).toEqual([]);
    const resumed = built('full', 'unlimited', '--resume');
    expect(resumed.status, resumed.stderr).toBe(1);
    // Not even an inventory fits.
    const inventories = built('fuller', '1');
    expect(inventories.status, inventories.stderr).toBe(2);
    expect(inventories.stderr).toMatch(
      /inventories\/\w+\.json\.gz: could not be written \(EFBIG\)|run\.json: could not be written/,
    );
    const again = built('fuller', 'unlimited', ...(existsSync(join(room, 'fuller/run.json')) ? ['--resume'] : []));
    expect(again.status, again.stderr).toBe(1);
    const whole = built('roomy', 'unlimited');
    expect(whole.status).toBe(1);
    for (const out of ['full', 'fuller']) expect(bytesOf(out)).toEqual(bytesOf('roomy'));
    expect(fleetOf('full').summary).toMatchObject({ done: 12, quarantined: 0 });
  }, 120_000);
});

describe('results that are damaged, shared or of another list', () => {
  beforeAll(() => {
    for (let at = 0; at < 5; at++)
      makeRepository(join(room, 'plain', `app-${at}`), { 'package-lock.json': npmLock(`ali-oss@6.${at}.0`) });
  });
  it('PROC-02: a torn tail, a torn middle and zeros are told, and the same bytes come out', async () => {
    expect((await batch('plain', 'whole')).code).toBe(1);
    const file = join(room, 'torn/results.ndjson');
    await batch('plain', 'torn');
    const text = readFileSync(file);
    const damages: [string, () => void][] = [
      ['tail', () => truncateSync(file, text.length - 10)],
      [
        'middle',
        () => writeFileSync(file, Buffer.concat([text.subarray(0, 400), Buffer.from('#'), text.subarray(401)])),
      ],
      ['zeros', () => writeFileSync(file, Buffer.concat([text, Buffer.alloc(4096)]))],
      ['nothing', () => writeFileSync(file, '')],
    ];
    for (const [name, damage] of damages) {
      damage();
      const query = await run(['batch', 'query', 'npm:ali-oss', '--out', 'torn'], { cwd: room });
      const missing = 5 - rowsOf('torn').length;
      if (missing > 0) expect(query.stderr, name).toContain(`${missing} of 5 targets have no result`);
      const ran = await batch('plain', 'torn', '--resume');
      expect(ran.code, ran.stderr).toBe(1);
      if (name !== 'nothing')
        expect(ran.stderr, name).toMatch(
          /results\.ndjson: its last \d+ bytes, from byte \d+ on, are damaged; targets without a result are read again/,
        );
      expect(bytesOf('torn'), name).toEqual(bytesOf('whole'));
      expect(rowsOf('torn')).toHaveLength(5);
    }
  }, 120_000);

  it('OFS-03: a second process does not write into the same run; the lock of one that was killed is taken over', async () => {
    await batch('plain', 'locked');
    const lockFile = join(room, 'locked/run.lock');
    writeFileSync(lockFile, `${process.pid} ${hostname()}\n`);
    const refused = await batch('plain', 'locked', '--resume');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`process ${process.pid} on ${hostname()} works on this run`);
    writeFileSync(lockFile, `1 another-machine\n`);
    expect((await batch('plain', 'locked', '--resume')).code).toBe(2);
    const gone = spawnSync('true');
    writeFileSync(lockFile, `${gone.pid} ${hostname()}\n`);
    expect((await batch('plain', 'locked', '--resume')).code).toBe(1);
    expect(existsSync(lockFile)).toBe(false);
  }, 60_000);

  it('BATCH-02: a resumed run reads what moved and what is new, and leaves out what is gone; another shard count is refused', async () => {
    const source = join(room, 'moving');
    for (const name of ['a', 'b', 'c'])
      makeRepository(join(source, name), { 'package-lock.json': npmLock('ali-oss@6.0.0') });
    await batch('moving', 'moved');
    writeFileSync(join(source, 'a/package-lock.json'), npmLock('zod@3.0.0'));
    git(join(source, 'a'), 'commit', '-qam', 'two');
    rmSync(join(source, 'b'), { recursive: true });
    makeRepository(join(source, 'd'), { 'package-lock.json': npmLock('ali-oss@6.0.0') });
    const ran = await batch('moving', 'moved', '--resume');
    expect(ran.stderr).toContain('3 of 3 targets');
    await batch('moving', 'moved-fresh');
    expect(bytesOf('moved')).toEqual(bytesOf('moved-fresh'));
    expect(fleetOf('moved').targets.map(({ target }) => target)).toEqual(['a', 'c', 'd']);
    const other = await batch('moving', 'moved', '--resume', '--shard', '1/2');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('is shard 1/1');
  }, 60_000);

  it('a commit is read from plain files as git reads it', () => {
    const path = makeRepository(join(room, 'refs'), { a: 'x' });
    const head = git(path, 'rev-parse', 'HEAD');
    expect(plainCommit(path, 'HEAD')).toBe(head);
    git(path, 'branch', 'feature/one');
    git(path, 'pack-refs', '--all');
    expect(plainCommit(path, 'HEAD')).toBe(head);
    expect(plainCommit(path, 'refs/heads/feature/one')).toBe(head);
    writeFileSync(join(path, 'a'), 'y');
    git(path, 'commit', '-qam', 'two');
    expect(plainCommit(path, 'HEAD')).toBe(git(path, 'rev-parse', 'HEAD'));
    git(path, 'checkout', '-q', '--detach');
    expect(plainCommit(path, 'HEAD')).toBe(git(path, 'rev-parse', 'HEAD'));
    git(path, 'tag', '-a', 'v1', '-m', 'v1');
    for (const ref of ['v1', 'HEAD~1', 'main', 'refs/tags/v1', '../../etc/passwd'])
      expect(plainCommit(path, ref), ref).toBeUndefined();
    for (const text of [
      'ref: ../../../etc/passwd',
      'ref: refs/heads/../../HEAD',
      'ref: HEAD',
      '',
      'zz',
      'ref: refs/heads/none',
    ]) {
      writeFileSync(join(path, '.git/HEAD'), `${text}\n`);
      expect(plainCommit(path, 'HEAD'), text).toBeUndefined();
    }
    rmSync(join(path, '.git/HEAD'));
    execFileSync('mkfifo', [join(path, '.git/HEAD')]);
    expect(plainCommit(path, 'HEAD')).toBeUndefined();
  });
});
