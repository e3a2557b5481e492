import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pnpmLock } from './inputs.ts';

const models = 20;

/** Small repositories in `folder`, half bare and half checked out. A few are made by git, in `room`; the rest are copies, which is what git would have written. */
export function makeRepositories(folder: string, room: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  const made = Array.from({ length: models }, (_, at) => {
    const path = join(room, `model-${at}`);
    mkdirSync(join(path, 'web'), { recursive: true });
    writeFileSync(join(path, 'web', 'pnpm-lock.yaml'), pnpmLock(60 + at * 5));
    writeFileSync(
      join(path, 'package.json'),
      JSON.stringify({ name: `app-${at}`, dependencies: at % 4 === 0 ? { 'ali-oss': '6.0.0' } : { zod: '3.0.0' } }),
    );
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b.example', ...args], {
        cwd: path,
        stdio: 'ignore',
      });
    git('init', '-q', '--template=');
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
    return path;
  });
  for (let at = 0; at < count; at++) {
    const model = made[at % made.length] as string;
    if (at % 2 === 0) cpSync(model, join(folder, `app-${at}`), { recursive: true });
    else {
      cpSync(join(model, '.git'), join(folder, `bare-${at}.tmp`), { recursive: true });
      renameSync(join(folder, `bare-${at}.tmp`), join(folder, `bare-${at}.git`));
    }
  }
}
