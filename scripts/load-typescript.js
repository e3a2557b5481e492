// Loads a TypeScript file of this repository. Node 20 cannot strip types, so esbuild bundles it into a module beside nothing else;
// packages stay outside the bundle and are loaded from node_modules.
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What the file exports. The bundle stands until the process ends. */
export async function loadTypeScript(entry) {
  // Inside node_modules, so that the bundle's own imports resolve from the repository.
  const folder = mkdtempSync(join(resolve('node_modules'), '.run-ts-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'bundle.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Packages' JSON is imported with `with { type: 'json' }`, which 20.10 knows.
    target: 'node20.10',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
