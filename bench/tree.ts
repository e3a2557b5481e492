/**
 * A tree of 100,000 files with 500 lockfiles among them, or any folder given as argument: the whole program against the bare walk that
 * reads the same inputs and parses them with nothing but a library (JSON.parse, js-yaml, smol-toml, split lines). Peers that are on the
 * path (syft, trivy, osv-scanner, cdxgen) run on the same folder in the same run. Build first.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { parse as parseToml } from 'smol-toml';
import { formats } from '../src/formats/registry.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { pnpmLock } from './inputs.ts';
import { type Contender, compare, peakMemory, processContender } from './measure.ts';

const given = process.argv[2];
const root = given ?? makeTree();
const claims = compileClaims(formats);

function makeTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-bench-tree-'));
  const npm = JSON.stringify(
    {
      name: 'app',
      lockfileVersion: 3,
      packages: Object.fromEntries(
        Array.from({ length: 400 }, (_, at) => [
          at === 0 ? '' : `node_modules/package-${at}`,
          { version: `1.${at}.0` },
        ]),
      ),
    },
    null,
    2,
  );
  const pnpm = pnpmLock(200);
  const cargo = `version = 4\n\n${Array.from({ length: 200 }, (_, at) => `[[package]]\nname = "crate-${at}"\nversion = "1.${at}.0"\nsource = "registry+https://crates.example/index"\n`).join('\n')}`;
  let files = 0;
  for (let at = 0; at < 500; at++) {
    const inner = join(folder, `group-${at % 20}`, `project-${at}`);
    for (const sub of ['src', 'src/lib', 'test', 'docs']) mkdirSync(join(inner, sub), { recursive: true });
    if (at % 3 === 0) writeFileSync(join(inner, 'package-lock.json'), npm);
    else if (at % 3 === 1) writeFileSync(join(inner, 'pnpm-lock.yaml'), pnpm);
    else writeFileSync(join(inner, 'Cargo.lock'), cargo);
    for (let file = 0; file < 199; file++)
      writeFileSync(
        join(
          inner,
          ['src', 'src/lib', 'test', 'docs'][file % 4] as string,
          `file-${file}.${['ts', 'rs', 'md', 'png'][file % 4]}`,
        ),
        'x',
      );
    files += 200;
  }
  process.stdout.write(`${files} files, 500 lockfiles\n`);
  return folder;
}

/** What any scanner must do at least: list the tree, read what it knows, parse it with a library. */
function bareFloor(parse: 'parse' | 'read'): number {
  let bytes = 0;
  const stack = [root];
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== '.git') stack.push(path);
        continue;
      }
      if (!entry.isFile()) continue;
      const format = claims.claimsOf(path.slice(root.length + 1)).find((claim) => claim.by === 'name')?.format;
      if (format === undefined) continue;
      const text = readFileSync(path, 'utf8');
      bytes += text.length;
      if (parse === 'read') continue;
      try {
        if (/\.json$|\.lock$/i.test(entry.name) && /^\s*[{[]/.test(text)) JSON.parse(text);
        else if (/\.ya?ml$/i.test(entry.name)) load(text, { schema: FAILSAFE_SCHEMA });
        else if (/\.toml$|^(?:cargo|poetry|uv|pdm)\.lock$/i.test(entry.name)) parseToml(text);
        else text.split('\n');
      } catch {
        // Broken inputs are in the corpus on purpose; the floor only measures the attempt.
      }
    }
  }
  return bytes;
}

const node = process.execPath;
const ours = ['bin/wherefrom.js', 'scan', root, '-q', '-f', 'json', '--fail-on', 'never', '--allow-incomplete'];
const has = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
const peers: Contender[] = [
  ...(has('syft') ? [processContender('syft', 'syft', ['scan', `dir:${root}`, '-q', '-o', 'json'])] : []),
  ...(has('trivy')
    ? [
        processContender('trivy', 'trivy', [
          'fs',
          '-q',
          '--offline-scan',
          '--skip-db-update',
          '--list-all-pkgs',
          '--format',
          'cyclonedx',
          root,
        ]),
      ]
    : []),
  ...(has('osv-scanner')
    ? [
        processContender(
          'osv-scanner',
          'osv-scanner',
          ['scan', 'source', '-r', '--offline', '--format', 'json', root],
          [0, 1, 127, 128],
        ),
      ]
    : []),
  ...(has('cdxgen')
    ? [
        processContender('cdxgen', 'cdxgen', [
          '-r',
          '--no-install-deps',
          '-o',
          join(tmpdir(), 'wherefrom-bench-cdxgen.json'),
          root,
        ]),
      ]
    : []),
];
try {
  compare(
    'whole run',
    [
      { name: 'floor: walk and read the inputs', run: () => bareFloor('read') },
      { name: 'floor: walk, read and bare parse', run: () => bareFloor('parse') },
      ...peers,
      processContender('wherefrom scan, whole process', node, ours),
    ],
    given === undefined ? 5 : 3,
  );
  process.stdout.write(`  peak memory of wherefrom: ${peakMemory(node, ours)?.toFixed(0) ?? 'not measured'} MiB\n`);
} finally {
  if (given === undefined) rmSync(root, { recursive: true, force: true });
}
