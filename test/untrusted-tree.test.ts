/** Fault table, area exec: nothing in a scanned tree is run, loaded or asked, and nothing is contacted. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npmLock } from './command-line.ts';

const room = mkdtempSync(join(tmpdir(), 'wherefrom-untrusted-'));
const tree = join(room, 'tree');
const program = resolve('bin/wherefrom.js');
const canary = join(room, 'canary');
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
};
const touch = `require('fs').writeFileSync(${JSON.stringify(canary)}, '')`;

beforeAll(() => {
  write('package-lock.json', npmLock('@alicloud/openapi-client@0.4.12'));
  write(
    'package.json',
    JSON.stringify({
      name: 'hostile',
      type: 'commonjs',
      scripts: { preinstall: `touch ${canary}`, prepare: `touch ${canary}` },
      main: 'index.js',
    }),
  );
  write('index.js', touch);
  write('.npmrc', `script-shell=/bin/sh\nnode-options=--require ./index.js\nonload-script=./index.js\n`);
  write('.yarnrc.yml', 'yarnPath: ./index.js\nplugins:\n  - ./index.js\n');
  write('.pnpmfile.cjs', touch);
  write(
    'setup.py',
    `import os\nos.system("touch ${canary}")\nfrom setuptools import setup\nsetup(name="hostile", install_requires=["oss2"])\n`,
  );
  write('build.gradle.kts', `Runtime.getRuntime().exec("touch ${canary}")\n`);
  write('vendor.json', JSON.stringify({ comment: `$(touch ${canary})`, package: [{ path: `; touch ${canary} ;` }] }));
  write(`$(touch ${canary.replaceAll('/', '_')})/package-lock.json`, npmLock('left-pad@1.3.0'));
  write(
    '.git/config',
    `[core]\n\tfsmonitor = touch ${canary}\n\thooksPath = .\n[alias]\n\tls-files = !touch ${canary}\n`,
  );
  write('.git/hooks/post-checkout', `#!/bin/sh\ntouch ${canary}\n`);
  write('.node-version', '0.10.0\n');
  write('tsconfig.json', '{ "extends": "./index.js" }');
  write('.wherefromrc.js', touch);
  write('wherefrom.config.js', touch);
  write(
    'node_modules/chalk/package.json',
    JSON.stringify({ name: 'chalk', version: '5.0.0', type: 'commonjs', main: 'index.js' }),
  );
  write('node_modules/chalk/index.js', touch);
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** Any attempt to open a connection or to look a name up ends the process with 99. */
const noNetwork = `data:text/javascript,${encodeURIComponent(
  "import net from 'node:net'; import dns from 'node:dns'; import { syncBuiltinESMExports } from 'node:module';" +
    'const stop = () => { process.stderr.write("network"); process.exit(99); };' +
    'net.Socket.prototype.connect = stop; dns.lookup = stop; dns.promises.lookup = stop; syncBuiltinESMExports();',
)}`;
const permission = Number(process.versions.node.split('.')[0]) >= 24 ? '--permission' : '--experimental-permission';

function scan(nodeArgs: readonly string[], cwd: string, target: string) {
  return spawnSync(process.execPath, [...nodeArgs, program, 'scan', target, '-f', 'json'], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
  });
}

describe('a hostile tree', () => {
  it.each([
    ['from outside', room, tree],
    ['from inside, as the working directory', tree, '.'],
  ])('EXEC-01 and EXEC-02: is read and nothing of it runs, %s', (_where, cwd, target) => {
    const ran = scan([], cwd, target);
    expect(ran.status, ran.stderr).toBe(1);
    expect(
      JSON.parse(ran.stdout).findings.map((finding: { entity: { id: string } | null }) => finding.entity?.id),
    ).toContain('alibaba');
    expect(readdirSync(room)).toEqual(['tree']);
    expect(readdirSync(tree).some((name) => name.includes('canary') && !name.startsWith('$('))).toBe(false);
  });

  it('EXEC-01: needs no right to start programs, threads or add-ons', () => {
    const ran = scan([permission, '--allow-fs-read=*'], room, tree);
    expect(ran.status, ran.stderr).toBe(1);
  });

  it('EXEC-03: opens no connection and asks for no name', () => {
    const ran = scan(['--import', noNetwork], room, tree);
    expect(ran.status, ran.stderr).toBe(1);
    // The guard itself works.
    const guard = spawnSync(process.execPath, ['--import', noNetwork, '-e', "require('net').connect(9, '127.0.0.1')"], {
      encoding: 'utf8',
    });
    expect(guard.status).toBe(99);
  });

  it('EXEC-04: git settings of the tree are not read', () => {
    const ran = scan([], tree, '.');
    expect(ran.status).toBe(1);
    expect(readdirSync(room)).toEqual(['tree']);
  });
});
