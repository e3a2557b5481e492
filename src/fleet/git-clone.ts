import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { UnreadableInput } from '../model/problem.ts';
import { gitEnvironment } from './git-repository.ts';
import { plainCommit } from './plain-ref.ts';
import type { Target } from './targets.ts';

export interface CloneOptions {
  /** Folder of the clones of all processes that share it. */
  readonly folder: string;
  readonly ref: string;
  /** Bytes that one clone may have. */
  readonly maxBytes: number;
  /** Bytes of all clones that are kept; those used longest ago go first. */
  readonly keptBytes: number;
  /** Where programs are looked for. */
  readonly path: string | undefined;
  /** Which files will be read: of the others the contents are not asked for. */
  readonly isWanted: (path: string) => boolean;
}

export interface Clone {
  readonly place: string;
  /** Ends its use: it is kept for the next, as far as there is room. */
  readonly done: () => void;
}

const timeout = 15 * 60_000;
const schemes = 'https:http:ssh:git';
/** Nothing of what the other side or this machine has set up acts: no hooks, no programs, no questions, no other transports. */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'core.askPass=',
  'credential.helper=',
  'credential.interactive=false',
  'protocol.version=2',
  'protocol.allow=never',
  'protocol.https.allow=always',
  'protocol.http.allow=always',
  'protocol.ssh.allow=always',
  'protocol.git.allow=always',
  'protocol.file.allow=never',
  'protocol.ext.allow=never',
  'http.followRedirects=initial',
  'transfer.bundleURI=false',
  'fetch.recurseSubmodules=false',
  'gc.auto=0',
  'maintenance.auto=false',
];

/**
 * A bare clone of one commit of a remote repository with the contents of wanted files only; one that is kept from before is used again
 * when the other side still stands where it stood. While it is used it has a name of its own, so that nobody else takes or removes it.
 * Credentials of the address reach git through its environment and no message. Throws `UnreadableInput`.
 */
export function cloneRepository(target: Target, options: CloneOptions): Clone {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  const kept = join(folder, `${createHash('sha256').update(target.id).digest('hex').slice(0, 24)}.git`);
  const place = `${kept}.${process.pid}`;
  rmSync(place, { recursive: true, force: true });
  const isKept = rename(kept, place);
  const remote = remoteOf(target, place, options);
  try {
    if (!(isKept && remote.stillAt(plainCommit(place, 'HEAD')))) {
      rmSync(place, { recursive: true, force: true });
      remote.clone();
    }
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  }
  return {
    place,
    done() {
      if (sizeOf(place) > options.keptBytes) rmSync(place, { recursive: true, force: true });
      else {
        const now = new Date();
        utimesSync(place, now, now);
        rmSync(kept, { recursive: true, force: true });
        rename(place, kept);
        evict(folder, options.keptBytes);
      }
    },
  };
}

/** What processes that were killed have left of clones they used. Called while no other process works in the folder of the run. */
export function sweepClones(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = /\.git\.(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function remoteOf(target: Target, place: string, { ref, maxBytes, path, isWanted }: CloneOptions) {
  const address = target.address ?? target.place;
  const environment = {
    ...gitEnvironment(path),
    GIT_ALLOW_PROTOCOL: schemes,
    GIT_ASKPASS: '/bin/false',
    SSH_ASKPASS: '/bin/false',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oStrictHostKeyChecking=yes',
    ...(address !== target.place && {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${address}.insteadOf`,
      GIT_CONFIG_VALUE_0: target.place,
    }),
  };
  // A pack is one file: a limit on the size of files is a limit on what a clone can take while it is made. Without its signal git says so.
  const blocks = String(Math.ceil(maxBytes / 512));
  const git = (args: readonly string[], input?: string): SpawnSyncReturns<Buffer> => {
    const all = [...settings.flatMap((setting) => ['-c', setting]), ...args];
    const limited =
      process.platform === 'win32' ? all : ['-c', 'trap \'\' XFSZ; ulimit -f "$0" && exec git "$@"', blocks, ...all];
    return spawnSync(process.platform === 'win32' ? 'git' : '/bin/sh', limited, {
      cwd: '/',
      env: environment,
      input,
      timeout,
      maxBuffer: 1 << 28,
    });
  };
  const run = (args: readonly string[], what: string, input?: string): string => {
    const done = git(args, input);
    if (done.status === 0) return done.stdout.toString('utf8');
    if (/File too large/i.test(done.stderr?.toString('utf8') ?? ''))
      throw new UnreadableInput('over-limit', `its clone is larger than ${maxBytes} bytes`);
    const said =
      (done.error?.message ?? done.stderr.toString('utf8')).split('\n').find((line) => line.trim() !== '') ?? '';
    throw new UnreadableInput('clone-failed', `${what}: ${withoutSecret(said, address, target.place).slice(0, 200)}`);
  };

  function fetchWanted(): void {
    const wanted = run(
      ['--git-dir', place, 'ls-tree', '-r', '-z', '--full-tree', 'HEAD'],
      'its tree could not be listed',
    )
      .split('\0')
      .flatMap((line) => {
        const [, id, name] = /^1[02]\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
        return id !== undefined && name !== undefined && isWanted(name) ? [id] : [];
      });
    const ids = [...new Set(wanted)];
    if (ids.length === 0) return;
    // As git itself gets objects that a filter left out: by id, without asking what else is there.
    const asked = '-c fetch.negotiationAlgorithm=noop fetch --quiet --no-tags --no-write-fetch-head --filter=blob:none';
    run(
      ['--git-dir', place, ...asked.split(' '), '--stdin', 'origin'],
      'its files could not be fetched',
      `${ids.join('\n')}\n`,
    );
  }

  return {
    /** Whether the other side's commit is this one. */
    stillAt(commit: string | undefined): boolean {
      const listed = run(['ls-remote', '--quiet', '--', target.place, ref], 'could not be reached');
      return commit !== undefined && listed.split('\n')[0]?.split('\t')[0] === commit;
    },
    clone(): void {
      const branch = ref === 'HEAD' ? [] : ['--branch', ref];
      const base = ['clone', '--bare', '--quiet', '--depth', '1', '--no-tags', '--template=', ...branch];
      run([...base, '--filter=blob:none', '--', target.place, place], 'could not be cloned');
      try {
        fetchWanted();
      } catch (error) {
        if (!(error instanceof UnreadableInput) || error.code === 'over-limit') throw error;
        // A server that filters and does not hand out single objects: everything, then.
        rmSync(place, { recursive: true, force: true });
        run([...base, '--', target.place, place], 'could not be cloned');
      }
      if (sizeOf(place) > maxBytes)
        throw new UnreadableInput('over-limit', `its clone is larger than ${maxBytes} bytes`);
      forgetRemote(place);
    },
  };
}

/** From here on it is a repository without a remote: what is missing is missing, and nothing is fetched in passing. */
function forgetRemote(place: string): void {
  const config = join(place, 'config');
  const isSha256 = /objectformat\s*=\s*sha256/i.test(readFileSync(config, 'utf8'));
  const format = isSha256
    ? '\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n'
    : '\trepositoryformatversion = 0\n';
  writeFileSync(config, `[core]\n\tbare = true\n${format}`);
}

function evict(folder: string, bytes: number): void {
  const clones = readdirSync(folder)
    .filter((name) => name.endsWith('.git'))
    .flatMap((name) => {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat ? [{ path, at: stat.mtimeMs, size: sizeOf(path) }] : [];
    })
    .sort((a, b) => a.at - b.at);
  let left = clones.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of clones) {
    if (left <= bytes) return;
    const trash = `${path}.${process.pid}`;
    if (rename(path, trash)) rmSync(trash, { recursive: true, force: true });
    left -= size;
  }
}

/** False where it is not there, or another process was faster. */
function rename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What git says may hold the address it was given, with what stands before the host. */
function withoutSecret(text: string, address: string, shown: string): string {
  return text.replaceAll(address, shown).replace(/([a-z+]+:\/\/)[^\s/@]*@/gi, '$1');
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? sizeOf(path) : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  }
  return bytes;
}
