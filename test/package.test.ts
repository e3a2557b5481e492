import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = process.cwd();
const day = '2026-11-25';
let app: string;

/** Installs what `npm pack` makes into an empty folder, with nothing beside it but the dependencies that package.json declares. */
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'wherefrom-package-'));
  // The build ran before the tests.
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', app], { cwd: root });
  const [{ filename }] = JSON.parse(packed.toString()) as [{ filename: string }];
  const own = join(app, 'node_modules/wherefrom');
  mkdirSync(own, { recursive: true });
  execFileSync('tar', ['-xzf', join(app, filename), '-C', own, '--strip-components=1']);
  const needed = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root }).toString();
  for (const folder of needed.trim().split('\n').slice(1)) {
    cpSync(folder, join(app, relative(root, folder)), { recursive: true });
  }
  writeFileSync(join(app, 'package.json'), '{"type":"module"}\n');
  cpSync(join(root, 'fixtures/repos/demo'), join(app, 'demo'), { recursive: true });
}, 120_000);

afterAll(() => rmSync(app, { recursive: true, force: true }));

function node(...args: string[]): { code: number; stdout: string } {
  try {
    return { code: 0, stdout: execFileSync(process.execPath, args, { cwd: app, stdio: 'pipe' }).toString() };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: Buffer; stderr: Buffer };
    return { code: status, stdout: `${stdout}${stderr}` };
  }
}

describe('the package', () => {
  it('runs alone', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const bin = 'node_modules/wherefrom/bin/wherefrom.js';
    expect(node(bin, '--version')).toEqual({ code: 0, stdout: `${version}\n` });
    const scan = node(bin, 'scan', 'demo', '-p', 'us-federal-contractor', '--as-of', day, '-f', 'json');
    expect(scan.code).toBe(1);
    expect(JSON.parse(scan.stdout).complete).toBe(true);
  }, 60_000);

  it('is a library with types, and gives the report of the command line', () => {
    const source = `import { render, scan, UsageError, type Report } from 'wherefrom';
const report: Report = await scan({ paths: ['demo'], profiles: ['us-federal-contractor'], asOf: '${day}' });
process.stdout.write(await render(report, 'json'));
await scan({ profiles: ['no-such'] }).catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
});
`;
    writeFileSync(join(app, 'use.mts'), source);
    const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
    const checked = node(tsc, '--strict', '--module', 'nodenext', '--target', 'es2022', ...types, 'use.mts');
    expect(checked).toEqual({ code: 0, stdout: '' });
    const bin = 'node_modules/wherefrom/bin/wherefrom.js';
    const asked = node(bin, 'scan', 'demo', '-p', 'us-federal-contractor', '--as-of', day, '-f', 'json');
    expect(node('use.mjs').stdout).toBe(asked.stdout);
  }, 120_000);

  it('ships nothing but what runs, the rules and the schemas', () => {
    const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root }).toString();
    const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }];
    const tops = new Set(files.map(({ path }) => path.split('/')[0]));
    expect([...tops].sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'rules', 'schemas'].sort(),
    );
  }, 60_000);
});
