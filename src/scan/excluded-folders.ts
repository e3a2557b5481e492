/**
 * Folders that are not walked unless the user names them: version control stores, caches, and installed copies of what a
 * lockfile beside them already lists. Each one that is met is reported as a note, so that nothing is left out in silence.
 */
const always = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  '__pycache__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.terragrunt-cache',
]);

/** Left out only where one of these stands beside the folder: without a lockfile the installed copies are the only evidence. */
const whereListed: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'node_modules',
    ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'],
  ],
  ['bower_components', ['bower.json']],
]);

/** Whether a folder is left out, and why in half a sentence. `beside` tells which names stand in its parent folder. */
export function excludedFolder(name: string, beside: (name: string) => boolean): string | undefined {
  if (always.has(name)) return 'is a version control store or cache';
  const listed = whereListed.get(name)?.find(beside);
  return listed === undefined ? undefined : `holds installed copies of what ${listed} lists`;
}
