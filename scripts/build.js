// Builds the shipped program into dist/: the bundled command line and library, their types, and the compiled knowledge base.
// `npm ci` and `npm run build` call it. Written in JavaScript because it must run before anything is built.
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
// Built aside and put in place whole, so that a program that runs meanwhile finds the old build or the new one.
const aside = join('node_modules', `.dist-${process.pid}`);
await build({
  entryPoints: { start: 'src/cli/start.ts', index: 'src/index.ts', 'batch-child': 'src/cli/batch-child.ts' },
  outdir: aside,
  bundle: true,
  // What a command does not need is a chunk of its own and not read.
  splitting: true,
  chunkNames: 'parts/[name]-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  // Loaded only for --store, from beside the package.
  external: ['pg', 'pg-boss'],
  define: { WHEREFROM_VERSION: JSON.stringify(version) },
  // CommonJS packages in the bundle ask for Node's modules through `require`.
  banner: {
    js: "import { createRequire as wherefromRequire } from 'node:module'; const require = wherefromRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
const node = (...args) => execFileSync(process.execPath, args, { stdio: 'inherit' });
node('scripts/run-ts.js', 'scripts/compile-knowledge.ts', join(aside, 'knowledge.json'));
node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json', '--outDir', join(aside, 'types'));
rmSync('dist', { recursive: true, force: true, maxRetries: 5 });
renameSync(aside, 'dist');
