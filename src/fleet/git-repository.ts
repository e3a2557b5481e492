import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableInput } from '../model/problem.ts';
import { plainCommit } from './plain-ref.ts';

/** One entry of a commit's tree. */
export interface GitEntry {
  readonly path: string;
  /** `100644`, `100755`, `120000` for a link, `160000` for a submodule. */
  readonly mode: string;
  readonly id: string;
  readonly size: number;
}

/** A repository that is only read, from its objects; nothing of its configuration acts. */
export interface GitRepository {
  /** The commit a name stands for. Throws `no-such-ref`. */
  commitOf(ref: string): string;
  /** Everything in a commit, by path. */
  list(commit: string): GitEntry[];
  /** Contents by object id; what is not there, or does not hold what its id says, is left out. */
  read(ids: readonly string[], bytes: number): Map<string, Buffer>;
  /** The first bytes of a blob of any size. */
  readHead(id: string, bytes: number): Buffer;
  /** A blob of any size into an open file. False where it could not be read whole. */
  copy(id: string, into: number): boolean;
}

/** Settings of the machine, the user and the repository are all untrusted; these win over them. */
const safe = [
  'safe.directory=*',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.pager=cat',
  'protocol.allow=never',
  'uploadpack.packObjectsHook=',
  'diff.external=',
];
const environment = {
  PATH: undefined as string | undefined,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  // A repository may name a program as the place to get missing objects from, and allow it in its own configuration; before 2.39.4 git
  // does not know the line above. This one wins over every configuration.
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_LFS_SKIP_SMUDGE: '1',
  LC_ALL: 'C',
};

/** Environment of every git that is started. `path` is where programs are looked for. */
export function gitEnvironment(path: string | undefined): NodeJS.ProcessEnv {
  return { ...environment, PATH: path ?? '/usr/local/bin:/usr/bin:/bin' };
}

export function openRepository(place: string, path: string | undefined): GitRepository {
  const gitDir = existsSync(join(place, '.git')) ? join(place, '.git') : place;
  const git = (args: readonly string[], input?: string, maxBuffer = 1 << 28, into?: number): SpawnSyncReturns<Buffer> =>
    spawnSync('git', [...safe.flatMap((setting) => ['-c', setting]), '--git-dir', gitDir, '--no-pager', ...args], {
      cwd: '/',
      env: gitEnvironment(path),
      input,
      maxBuffer,
      ...(into !== undefined && { stdio: ['ignore', into, 'pipe'] }),
      timeout: 120_000,
      windowsHide: true,
    });
  const output = (done: SpawnSyncReturns<Buffer>, code: string, what: string): Buffer => {
    if (done.status === 0) return done.stdout;
    const said = done.error?.message ?? done.stderr.toString('utf8').trim().split('\n')[0] ?? '';
    throw new UnreadableInput(code, `${what}: ${said.slice(0, 200)}`);
  };
  return {
    commitOf(ref) {
      const plain = plainCommit(place, ref);
      if (plain !== undefined) return plain;
      if (/^-/.test(ref)) throw new UnreadableInput('no-such-ref', `"${ref}" is no name of a commit`);
      return output(
        git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]),
        'no-such-ref',
        `has no commit "${ref}"`,
      )
        .toString('latin1')
        .trim();
    },
    list(commit) {
      const listed = output(
        git(['ls-tree', '-r', '-z', '-l', '--full-tree', commit]),
        'git-failed',
        'its tree could not be listed',
      );
      const entries: GitEntry[] = [];
      for (let at = 0; at < listed.length; ) {
        const end = listed.indexOf(0, at);
        const tab = listed.indexOf(9, at);
        const [mode = '', , id = '', size = ''] = listed.toString('latin1', at, tab).split(/ +/);
        entries.push({ path: pathOf(listed.subarray(tab + 1, end)), mode, id, size: Number(size) || 0 });
        at = end + 1;
      }
      return entries;
    },
    read(ids, bytes) {
      const out = output(
        git(['cat-file', '--batch'], `${ids.join('\n')}\n`, bytes + ids.length * 200 + 65_536),
        'git-failed',
        'its objects could not be read',
      );
      const found = new Map<string, Buffer>();
      for (let at = 0; at < out.length; ) {
        const line = out.indexOf(10, at);
        const [id = '', type = '', size = ''] = out.toString('latin1', at, line).split(' ');
        at = line + 1;
        if (type !== 'blob') continue;
        const bytes = out.subarray(at, at + Number(size));
        at += bytes.length + 1;
        // Git itself looks only when it checks a whole repository; what is kept under an id must be what the id says.
        if (blobId(bytes, id.length) === id) found.set(id, bytes);
      }
      return found;
    },
    readHead(id, bytes) {
      // More than was asked for ends git, and what came until then is kept.
      const done = git(['cat-file', 'blob', id], undefined, bytes);
      if (done.stdout === null || (done.status !== 0 && (done.error as NodeJS.ErrnoException)?.code !== 'ENOBUFS'))
        return output(done, 'damaged-object', 'its object could not be read');
      return done.stdout.subarray(0, bytes);
    },
    copy: (id, into) => git(['cat-file', 'blob', id], undefined, undefined, into).status === 0,
  };
}

function blobId(bytes: Uint8Array, digits: number): string {
  return blobHash(bytes.length, digits).update(bytes).digest('hex');
}

/** A hash that becomes the id of a blob of so many bytes once it was given them. `digits` are those of an id of the repository. */
export function blobHash(size: number, digits: number): Hash {
  return createHash(digits === 40 ? 'sha1' : 'sha256').update(`blob ${size}\0`);
}

/** Bytes that are not UTF-8 are shown with `\xNN`, as on disk. */
function pathOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  return bytes.toString('latin1').replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}
