// Builds the shipped program into dist/: the bundled command line and library, their types, and the compiled knowledge base.
// `npm ci` and `npm run build` call it. Written in JavaScript because it must run before anything is built.
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { formatCards } from './format-cards.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
// Built aside and put in place whole, so that a program that runs meanwhile finds the old build or the new one.
const aside = join('node_modules', `.dist-${process.pid}`);
/** Modules by the part they are put in. Modules that are in neither stand in parts of their own. */
const parts = { core: new Set(), sbom: new Set() };
const planParts = {
  name: 'plan-parts',
  buildEnd() {
    const neededBy = (...entries) => {
      const needed = new Set();
      const add = (id) => {
        if (needed.has(id)) return;
        needed.add(id);
        for (const imported of this.getModuleInfo(id)?.importedIds ?? []) add(imported);
      };
      for (const entry of entries) add(join(root, 'src', ...entry.split('/')));
      return needed;
    };
    // `--version` is answered without any of them.
    const first = neededBy('cli/start.ts');
    for (const id of neededBy('cli/run.ts', 'cli/scan-command.ts', 'syntax/json.ts'))
      if (!first.has(id)) parts.core.add(id);
    for (const id of neededBy('formats/sbom/cyclonedx-json.ts'))
      if (/formats[\\/]sbom|spdx-license/.test(id)) parts.sbom.add(id);
  },
};
await build({
  input: { start: 'src/cli/start.ts', index: 'src/index.ts', 'batch-child': 'src/cli/batch-child.ts' },
  platform: 'node',
  // Loaded only for --store, from beside the package.
  external: ['pg', 'pg-boss'],
  plugins: [formatCards, planParts],
  transform: { target: 'node20', define: { WHEREFROM_VERSION: JSON.stringify(version) } },
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: aside,
    format: 'esm',
    chunkFileNames: 'parts/[name]-[hash].js',
    // Names stay, so that a stack in a bug report can be read.
    minify: { compress: true, mangle: false, codegen: true },
    comments: { legal: true },
    codeSplitting: {
      // Node takes about as long to find and link a file as to read 30 KB of it. So what every scan needs is one part, and so is what
      // the most common SBOM needs. All else stays in parts of its own, which are only read where they are used.
      includeDependenciesRecursively: false,
      groups: [
        { name: 'core', priority: 2, test: (id) => parts.core.has(id) },
        { name: 'sbom', priority: 1, test: (id) => parts.sbom.has(id) },
      ],
    },
  },
  logLevel: 'warn',
});
const node = (...args) => execFileSync(process.execPath, args, { stdio: 'inherit' });
node('scripts/run-ts.js', 'scripts/compile-knowledge.ts', join(aside, 'knowledge.json'));
node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json', '--outDir', join(aside, 'types'));
rmSync('dist', { recursive: true, force: true, maxRetries: 5 });
renameSync(aside, 'dist');
