import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableInput } from '../model/problem.ts';
import { gitEnvironment } from './git-repository.ts';
import type { Target } from './targets.ts';

const timeout = 15 * 60_000;

/**
 * A bare, shallow clone of a remote repository in a folder of its own below `cache`; the caller removes it. No hooks, no submodules, no
 * local or program transports. Credentials of the address reach git through its environment and no message. Throws `UnreadableInput`.
 */
export function cloneRepository(
  target: Target,
  cache: string,
  ref: string,
  maxBytes: number,
  path: string | undefined,
): string {
  mkdirSync(cache, { recursive: true });
  const place = join(cache, `${createHash('sha256').update(target.id).digest('hex').slice(0, 24)}.git`);
  rmSync(place, { recursive: true, force: true });
  const address = target.address ?? target.place;
  const settings = [
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'core.symlinks=false',
    'protocol.allow=never',
    'protocol.https.allow=always',
    'protocol.http.allow=always',
    'protocol.ssh.allow=always',
    'protocol.git.allow=always',
    'protocol.file.allow=never',
    'protocol.ext.allow=never',
    'transfer.bundleURI=false',
    'fetch.recurseSubmodules=false',
  ];
  const branch = ref === 'HEAD' ? [] : ['--branch', ref];
  const done = spawnSync(
    'git',
    [
      ...settings.flatMap((setting) => ['-c', setting]),
      'clone',
      '--bare',
      '--quiet',
      '--depth',
      '1',
      '--no-tags',
      '--template=',
      ...branch,
      '--',
      target.place,
      place,
    ],
    {
      cwd: '/',
      env: {
        ...gitEnvironment(path),
        GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oStrictHostKeyChecking=yes',
        ...(address !== target.place && {
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: `url.${address}.insteadOf`,
          GIT_CONFIG_VALUE_0: target.place,
        }),
      },
      timeout,
      maxBuffer: 1 << 20,
    },
  );
  if (done.status !== 0) {
    rmSync(place, { recursive: true, force: true });
    const said =
      (done.error?.message ?? done.stderr.toString('utf8')).split('\n').find((line) => line.trim() !== '') ?? '';
    throw new UnreadableInput(
      'clone-failed',
      `could not be cloned: ${withoutSecret(said, address, target.place).slice(0, 200)}`,
    );
  }
  if (sizeOf(place) > maxBytes) {
    rmSync(place, { recursive: true, force: true });
    throw new UnreadableInput('over-limit', `its clone is larger than ${maxBytes} bytes`);
  }
  return place;
}

/** What git says may hold the address it was given, with what stands before the host. */
function withoutSecret(text: string, address: string, shown: string): string {
  return text.replaceAll(address, shown).replace(/([a-z+]+:\/\/)[^\s/@]*@/gi, '$1');
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? sizeOf(path) : statSync(path).size;
  }
  return bytes;
}
