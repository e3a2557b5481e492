import type { Format } from '../model/format.ts';
import { npmLock } from './javascript/npm-lock.ts';
import { pnpmLock } from './javascript/pnpm-lock.ts';
import { yarnLock } from './javascript/yarn-lock.ts';
import { bunLock } from './javascript/bun-lock.ts';
import { packageJson } from './javascript/package-json.ts';
import { npmrc } from './javascript/npmrc.ts';
import { yarnrc } from './javascript/yarnrc.ts';
import { yarnrcYml } from './javascript/yarnrc-yml.ts';
import { pnpmWorkspace } from './javascript/pnpm-workspace.ts';
import { bunfig } from './javascript/bunfig.ts';
import { poetryLock } from './python/poetry-lock.ts';
import { requirements } from './python/requirements.ts';
import { uvLock } from './python/uv-lock.ts';
import { pdmLock } from './python/pdm-lock.ts';
import { pylock } from './python/pylock.ts';
import { pipfileLock } from './python/pipfile-lock.ts';
import { goMod } from './go/go-mod.ts';
import { goSum } from './go/go-sum.ts';
import { goWork } from './go/go-work.ts';
import { vendorModules } from './go/vendor-modules.ts';
import { gopkgLock } from './go/gopkg-lock.ts';
import { glideLock } from './go/glide-lock.ts';
import { godeps } from './go/godeps.ts';
import { cargoLock } from './rust/cargo-lock.ts';

/** Every input wherefrom reads. One import and one line a format; a test compares this list with the files on disk. */
export const formats: readonly Format[] = [
  npmLock,
  pnpmLock,
  yarnLock,
  bunLock,
  packageJson,
  npmrc,
  yarnrc,
  yarnrcYml,
  pnpmWorkspace,
  bunfig,
  poetryLock,
  requirements,
  uvLock,
  pdmLock,
  pylock,
  pipfileLock,
  goMod,
  goSum,
  goWork,
  vendorModules,
  gopkgLock,
  glideLock,
  godeps,
  cargoLock,
];
