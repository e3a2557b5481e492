// Runs a TypeScript file of this repository: `node scripts/run-ts.js bench/names.ts [arguments]`.
import { resolve } from 'node:path';
import { loadTypeScript } from './load-typescript.js';

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  process.stderr.write('usage: node scripts/run-ts.js <file.ts> [arguments]\n');
  process.exit(2);
}
process.argv = [process.argv[0] ?? 'node', resolve(entry), ...rest];
await loadTypeScript(entry);
