import type { Format } from '../model/format.ts';
import { npmLock } from './javascript/npm-lock.ts';
import { pnpmLock } from './javascript/pnpm-lock.ts';
import { yarnLock } from './javascript/yarn-lock.ts';
import { poetryLock } from './python/poetry-lock.ts';
import { requirements } from './python/requirements.ts';
import { uvLock } from './python/uv-lock.ts';
import { pdmLock } from './python/pdm-lock.ts';
import { pylock } from './python/pylock.ts';
import { pipfileLock } from './python/pipfile-lock.ts';
import { goMod } from './go/go-mod.ts';
import { cargoLock } from './rust/cargo-lock.ts';

/** Every input wherefrom reads. One import and one line a format; a test compares this list with the files on disk. */
export const formats: readonly Format[] = [
  npmLock,
  pnpmLock,
  yarnLock,
  poetryLock,
  requirements,
  uvLock,
  pdmLock,
  pylock,
  pipfileLock,
  goMod,
  cargoLock,
];
