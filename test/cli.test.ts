/** The command line as a function of its arguments: one row a promise. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.ts';
import { folderOf, npmLock, run } from './command-line.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const remove of cleanups.splice(0)) remove();
});
function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const made = folderOf(files);
  cleanups.push(made.remove);
  return made.path;
}
const flagged = npmLock('@alicloud/openapi-client@0.4.12', 'left-pad@1.3.0');
const clean = npmLock('left-pad@1.3.0', 'fast-glob@3.3.3');
const reportOf = (text: string): Report => JSON.parse(text);

describe('exit codes', () => {
  const rows: [string, Record<string, string>, string[], number][] = [
    ['0: nothing is flagged', { 'package-lock.json': clean }, [], 0],
    ['1: a finding at or above --fail-on', { 'package-lock.json': flagged }, [], 1],
    ['0: the finding is below --fail-on', { 'package-lock.json': flagged }, ['--fail-on', 'never'], 0],
    ['2: an option that does not exist', { 'package-lock.json': clean }, ['--no-such-option'], 2],
    ['2: an output that does not exist', { 'package-lock.json': clean }, ['-f', 'sarfi'], 2],
    ['2: a profile that does not exist', { 'package-lock.json': clean }, ['-p', 'us-federal'], 2],
    ['2: a day that does not exist', { 'package-lock.json': clean }, ['--as-of', '2026-02-30'], 2],
    ['2: a rule file that does not exist', { 'package-lock.json': clean }, ['-r', 'none.yaml'], 2],
    ['2: nothing to judge by', { 'package-lock.json': clean }, ['--no-default-rules'], 2],
    ['2: two outputs on standard output', { 'package-lock.json': clean }, ['-f', 'json', '-f', 'table'], 2],
    ['3: a lockfile that is cut off', { 'package-lock.json': clean.slice(0, 200) }, [], 3],
    ['0: the same, accepted', { 'package-lock.json': clean.slice(0, 200) }, ['--allow-incomplete'], 0],
    [
      '1: findings win over a lockfile that is cut off',
      { 'a/package-lock.json': clean.slice(0, 200), 'b/package-lock.json': flagged },
      [],
      1,
    ],
    ['4: nothing that is read', { 'notes.txt': 'nothing' }, [], 4],
    ['0: the same, accepted', { 'notes.txt': 'nothing' }, ['--allow-empty'], 0],
  ];
  it.each(rows)('%s', async (_title, files, args, code) => {
    const ran = await run(['scan', ...args], { cwd: folder(files) });
    expect(ran.code, ran.stderr + ran.stdout).toBe(code);
    // Whatever ends with 2 says why on standard error and prints no report.
    if (code === 2) {
      expect(ran.stderr.trim()).not.toBe('');
      expect(ran.stdout).toBe('');
    }
  });

  it('FS-21: a path that is not there is a usage error that names it', async () => {
    const ran = await run(['scan', 'nowhere'], { cwd: folder({}) });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('nowhere');
    expect((await run(['scan', 'lock-*.json'], { cwd: folder({}) })).code).toBe(2);
  });
  it('FS-22: an empty folder is 4 and says what to do', async () => {
    const ran = await run(['scan'], { cwd: folder({}) });
    expect(ran.code).toBe(4);
    expect(ran.stderr).toContain('--allow-empty');
  });
});

describe('targets', () => {
  it('many paths are one report, relative to the working directory', async () => {
    const cwd = folder({
      'web/package-lock.json': flagged,
      'api/package-lock.json': clean,
      'other/package-lock.json': flagged,
    });
    const { stdout } = await run(['scan', 'web', 'api/package-lock.json', '-f', 'json'], { cwd });
    expect(reportOf(stdout).inputs.map((input) => input.path)).toEqual([
      'api/package-lock.json',
      'web/package-lock.json',
    ]);
  });
  it('a glob that the shell left alone is expanded', async () => {
    const cwd = folder({ 'packages/a/package-lock.json': flagged, 'packages/b/package-lock.json': clean });
    const { stdout } = await run(['scan', 'packages/*/package-lock.json', '-f', 'json'], { cwd });
    expect(reportOf(stdout).inputs.length).toBe(2);
  });
  it('a path below another is read once', async () => {
    const cwd = folder({ 'web/package-lock.json': flagged });
    const { stdout } = await run(['scan', '.', 'web', 'web/package-lock.json', '-f', 'json'], { cwd });
    expect(reportOf(stdout).inputs.length).toBe(1);
  });
  it('standard input is read by its content, or as the format that is named', async () => {
    const cwd = folder({});
    const named = await run(['scan', '-', '--input', 'javascript/npm-lock', '-f', 'json'], { cwd, stdin: flagged });
    expect(named.code, named.stderr).toBe(1);
    expect(reportOf(named.stdout).findings[0]?.evidence[0]?.path).toBe('stdin');
    const sbom = JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name: 'a', purl: 'pkg:npm/%40alicloud/a@1.0.0' }],
    });
    const seen = await run(['scan', '-', '-f', 'json'], { cwd, stdin: sbom });
    expect(seen.code, seen.stderr).toBe(1);
  });
  it('a named file that no format knows is an error, not a silent skip', async () => {
    const ran = await run(['scan', 'notes.txt'], { cwd: folder({ 'notes.txt': 'nothing' }) });
    expect(ran.code).toBe(3);
    expect(ran.stdout).toContain('notes.txt');
  });
  it('--exclude and --include choose by glob', async () => {
    const cwd = folder({ 'web/package-lock.json': flagged, 'legacy/old/package-lock.json': flagged });
    const without = reportOf((await run(['scan', '--exclude', 'legacy/**', '-f', 'json'], { cwd })).stdout);
    expect(without.inputs.map((input) => input.path)).toEqual(['web/package-lock.json']);
    const only = reportOf((await run(['scan', '--include', 'legacy', '-f', 'json'], { cwd })).stdout);
    expect(only.inputs.map((input) => input.path)).toEqual(['legacy/old/package-lock.json']);
  });
});

describe('outputs', () => {
  it('several at once, each to its file, none on standard output', async () => {
    const cwd = folder({ 'package-lock.json': flagged });
    const ran = await run(['scan', '-f', 'json=report.json', '-f', 'sarif=report.sarif', '-q'], { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: '' });
    expect(reportOf(readFileSync(join(cwd, 'report.json'), 'utf8')).exitCode).toBe(1);
    expect(JSON.parse(readFileSync(join(cwd, 'report.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(readdirSync(cwd).sort()).toEqual(['package-lock.json', 'report.json', 'report.sarif']);
  });
  it('OFS-02: never over an input, through a link, or onto a folder', async () => {
    const cwd = folder({ 'package-lock.json': flagged, 'elsewhere.txt': 'kept' });
    mkdirSync(join(cwd, 'folder'));
    symlinkSync(join(cwd, 'elsewhere.txt'), join(cwd, 'link.json'));
    for (const file of ['link.json', 'folder', 'no/such/folder.json']) {
      expect((await run(['scan', '-f', `json=${file}`], { cwd })).code, file).toBe(2);
    }
    expect((await run(['scan', 'package-lock.json', '-f', 'json=package-lock.json'], { cwd })).code).toBe(2);
    expect(readFileSync(join(cwd, 'elsewhere.txt'), 'utf8')).toBe('kept');
    expect(readFileSync(join(cwd, 'package-lock.json'), 'utf8')).toBe(flagged);
  });
  it('OJSON-04: machine output is alone on standard output', async () => {
    const cwd = folder({ 'package-lock.json': flagged, 'b/package-lock.json': '{' });
    const ran = await run(['scan', '-f', 'json', '-v'], { cwd, terminal: 80 });
    expect(() => reportOf(ran.stdout)).not.toThrow();
    expect(ran.stderr).toContain('b/package-lock.json');
  });
  it.each(['json', 'sarif', 'cyclonedx', 'html', 'csv', 'junit', 'gitlab', 'markdown'])(
    'OSARIF-05: the same input gives the same bytes, in another folder and another language too (%s)',
    async (format) => {
      const files = {
        'web/package-lock.json': flagged,
        'wherefrom.yaml': 'waivers:\n  - { entity: huawei, reason: none }\n',
      };
      const once = await run(['scan', '-f', format], { cwd: folder(files) });
      const elsewhere = { cwd: folder(files), env: { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' } };
      expect((await run(['scan', '-f', format], elsewhere)).stdout).toBe(once.stdout);
      expect(once.stdout).not.toBe('');
    },
  );
  it('colour follows the terminal, NO_COLOR, FORCE_COLOR and --no-color', async () => {
    const cwd = folder({ 'package-lock.json': flagged });
    const colour = async (args: string[], options: Parameters<typeof run>[1]) =>
      (await run(['scan', ...args], { cwd, ...options })).stdout.includes('\u001b[');
    expect(await colour([], { terminal: 80 })).toBe(true);
    expect(await colour([], {})).toBe(false);
    expect(await colour([], { terminal: 80, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await colour([], { env: { FORCE_COLOR: '1' } })).toBe(true);
    expect(await colour(['--no-color'], { terminal: 80 })).toBe(false);
  });
  it('OTERM-01: control characters of a package name never reach the terminal', async () => {
    const name = 'evil\u001b[2J\u009b31m\u202egnp';
    const lock = JSON.stringify(
      {
        lockfileVersion: 3,
        packages: {
          '': { name: 'app' },
          [`node_modules/@alicloud/${name}`]: { version: '1.0.0' },
          'node_modules/broken': { version: 7 },
        },
      },
      null,
      1,
    );
    const cwd = folder({ 'new\u001b[31m/package-lock.json': lock });
    for (const format of ['table', 'markdown', 'github', 'csv']) {
      const ran = await run(['scan', '-f', format], { cwd });
      const text = (ran.stdout + ran.stderr).replaceAll('\r\n', '\n');
      expect(text, format).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(ran.stdout, format).toContain('evil');
    }
  });
});

describe('what was lost, told beside a report for programs', () => {
  const lines = Array.from({ length: 9 }, (_, at) => `${at} is no requirement!`);
  const bad = (): string => folder({ 'requirements.txt': `flask==3.0.0\n${lines.join('\n')}\n` });

  it('is five lines of one file and a count, the rest on request', async () => {
    const short = await run(['scan', '-f', 'json'], { cwd: bad() });
    expect(short.code).toBe(3);
    expect(short.stderr.match(/requirements\.txt:\d+: /g)).toHaveLength(5);
    expect(short.stderr).toContain('requirements.txt: and 4 more (-v shows all)\n');
    expect(JSON.parse(short.stdout).problems).toHaveLength(9);
    const long = await run(['scan', '-f', 'json', '-v'], { cwd: bad() });
    expect(long.stderr.match(/requirements\.txt:\d+: /g)).toHaveLength(9);
  });
});

describe('rules of a team', () => {
  it('flagged.yaml as in the documentation adds entities and origins', async () => {
    const cwd = folder({
      'package-lock.json': npmLock('@acme/ui@1.0.0'),
      'flagged.yaml':
        'entities:\n  - name: Acme Cameras Ltd\n    country: XX\n    reason: supplier offboarded in 2026\n    severity: high\n    identifiers: { npm: ["@acme/*"] }\n',
    });
    expect((await run(['scan'], { cwd })).code).toBe(0);
    const ran = await run(['scan', '-r', 'flagged.yaml'], { cwd });
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stdout).toContain('supplier offboarded in 2026');
  });
  it('POLICY-01: every mistake at once, with file, line and the nearest key', async () => {
    const cwd = folder({
      'package-lock.json': clean,
      'flagged.yaml': 'entities:\n  - nam: Acme\n    reason: r\n    identifiers: { oui: [001882] }\n',
    });
    const ran = await run(['scan', '-r', 'flagged.yaml'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/flagged\.yaml:2:5: unknown key "nam", did you mean "name"\?/);
    expect(ran.stderr).toMatch(/flagged\.yaml:4:\d+: .*quote it/);
  });
  it('POLICY-02: an empty rule file is an error', async () => {
    const cwd = folder({ 'package-lock.json': clean, 'flagged.yaml': '' });
    expect((await run(['scan', '-r', 'flagged.yaml'], { cwd })).code).toBe(2);
  });
});

describe('configuration', () => {
  it('is found from the working directory upwards to the root of the repository, and its use is told', async () => {
    const root = folder({
      'repo/wherefrom.yaml': 'fail-on: never\n',
      'repo/web/package-lock.json': flagged,
      'wherefrom.yaml': 'fail-on: low\n',
    });
    mkdirSync(join(root, 'repo/.git'));
    const ran = await run(['scan'], { cwd: join(root, 'repo/web') });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('wherefrom.yaml');
    expect((await run(['scan', '--fail-on', 'high'], { cwd: join(root, 'repo/web') })).code).toBe(1);
  });
  it('an unknown key is an error with file, line and the nearest key', async () => {
    const cwd = folder({ 'package-lock.json': clean, 'wherefrom.yaml': 'profiles: [default]\nfail-onn: high\n' });
    const ran = await run(['scan'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/wherefrom\.yaml:2:1: unknown key "fail-onn", did you mean "fail-on"\?/);
  });
  it('waives with a reason until a day, and says when a waiver is over or matches nothing', async () => {
    const waiver = (expires: string) =>
      `waivers:\n  - entity: alibaba\n    reason: replaced by spring\n    expires: ${expires}\n  - entity: huawei\n    reason: nothing of it is here\n`;
    const cwd = folder({ 'package-lock.json': flagged, 'wherefrom.yaml': waiver('2027-03-31') });
    const held = await run(['scan', '-f', 'json'], { cwd });
    expect(held.code, held.stderr).toBe(0);
    expect(reportOf(held.stdout).problems).toContainEqual(
      expect.objectContaining({ line: 5, message: expect.stringContaining('matches') }),
    );
    writeFileSync(join(cwd, 'wherefrom.yaml'), waiver('2026-03-31'));
    const over = await run(['scan', '-f', 'json'], { cwd });
    expect(over.code).toBe(1);
    expect(reportOf(over.stdout).problems).toContainEqual(expect.objectContaining({ line: 2 }));
  });
  it('a file of the scanned tree is not read as configuration when another folder is the working directory', async () => {
    const root = folder({ 'target/wherefrom.yaml': 'fail-on: never\n', 'target/package-lock.json': flagged });
    mkdirSync(join(root, 'here'));
    expect((await run(['scan', '../target'], { cwd: join(root, 'here') })).code).toBe(1);
  });
});

describe('baseline', () => {
  it('findings of an earlier report are not new', async () => {
    const cwd = folder({ 'package-lock.json': flagged });
    await run(['scan', '-f', 'json=before.json'], { cwd });
    const ran = await run(['scan', '--baseline', 'before.json', '-f', 'json'], { cwd });
    expect(ran.code, ran.stderr).toBe(0);
    expect(reportOf(ran.stdout).summary.baseline).toBeGreaterThan(0);
    writeFileSync(join(cwd, 'before.json'), '{}');
    expect((await run(['scan', '--baseline', 'before.json'], { cwd })).code).toBe(2);
  });
});

describe('the other commands', () => {
  it('explain, formats, rules list, rules show answer', async () => {
    const said = async (...args: string[]) => {
      const ran = await run(args);
      expect(ran.code, ran.stderr).toBe(0);
      return ran.stdout;
    };
    expect(await said('explain', 'npm:@alicloud/openapi-client')).toContain('alibaba');
    expect(await said('explain', 'npm:left-pad')).toContain('nothing is known');
    expect(await said('formats')).toContain('javascript/npm-lock');
    expect(JSON.parse(await said('formats', '-f', 'json')).length).toBeGreaterThan(20);
    expect(await said('rules', 'list', '--list', 'us-dod-1260h')).toContain('alibaba');
    expect(await said('rules', 'list', 'profiles')).toContain('us-federal-contractor');
    expect(await said('rules', 'show', 'hikvision')).toContain('us-ndaa-889');
    expect((await run(['rules', 'show', 'hikvison'])).code).toBe(2);
  });
  it('help exits 0, no command exits 2', async () => {
    expect((await run(['--help'])).code).toBe(0);
    expect((await run(['scan', '--help'])).stdout).toContain('--fail-on');
    expect((await run([])).code).toBe(2);
    expect((await run(['scann'])).stderr).toContain('scan');
  });
});

describe('the demo', () => {
  it('names what is flagged and leaves alone what is clean', async () => {
    const { stdout, code } = await run(['scan', 'fixtures/repos/demo', '-f', 'json']);
    const report = reportOf(stdout);
    expect(code).toBe(1);
    expect(report.complete, JSON.stringify(report.problems.filter((problem) => problem.weight === 'lost'))).toBe(true);
    const entities = new Set(
      report.findings.filter((finding) => finding.severity !== 'info').map((finding) => finding.entity?.id),
    );
    for (const id of ['hikvision', 'dahua', 'tencent', 'kaspersky', 'bytedance', 'alibaba', 'quectel', 'huawei'])
      expect([...entities], id).toContain(id);
    const named = report.findings
      .filter((finding) => finding.severity !== 'info')
      .map((finding) => finding.component.name);
    for (const name of [
      'express',
      'fast-glob',
      'zod',
      'echarts',
      'pandas',
      'openssl',
      'CAM-001',
      'scale-1',
      'LibreOffice',
      'Nextcloud',
    ])
      expect(named).not.toContain(name);
    expect(existsSync('fixtures/repos/demo/flagged.yaml')).toBe(true);
    const own = await run(['scan', 'fixtures/repos/demo', '-r', 'fixtures/repos/demo/flagged.yaml', '-f', 'json']);
    expect(reportOf(own.stdout).findings.map((finding) => finding.entity?.id)).toContain('brightline-telematics-bv');
  });
});

describe('a build that is accepted, and one that is compared', () => {
  it('init, scan, waive: from an empty folder to a waived finding', async () => {
    const cwd = folder({ 'package-lock.json': flagged });
    const made = await run(['init'], { cwd });
    expect(made.code, made.stderr).toBe(0);
    expect(readFileSync(join(cwd, 'wherefrom.yaml'), 'utf8')).toContain('npm package-lock.json');
    expect((await run(['init'], { cwd })).code).toBe(2);
    const failed = await run(['scan', '-f', 'json'], { cwd });
    expect(failed.code, failed.stderr).toBe(1);
    for (const { id, severity } of reportOf(failed.stdout).findings) {
      if (severity !== 'critical' && severity !== 'high') continue;
      const waived = await run(
        ['waive', id, '--reason', 'replaced in spring', '--expires', '2027-03-31', '--owner', 'platform'],
        { cwd },
      );
      expect(waived.code, waived.stderr).toBe(0);
    }
    const text = readFileSync(join(cwd, 'wherefrom.yaml'), 'utf8');
    expect(text).toContain('# Who is bound?');
    expect((await run(['scan'], { cwd })).code).toBe(0);
    expect((await run(['scan'], { cwd, today: '2027-04-01' })).code).toBe(1);
    expect((await run(['waive', 'nonsense', '--reason', 'x'], { cwd })).code).toBe(2);
    expect((await run(['waive', 'wf-0123456789abcdef'], { cwd })).code).toBe(2);
  });
  it('diff tells new, gone and unchanged, and gates on what is new', async () => {
    const cwd = folder({ 'package-lock.json': npmLock('ali-oss@6.0.0'), 'b/package-lock.json': clean });
    await run(['scan', '-f', 'json=old.json'], { cwd });
    writeFileSync(join(cwd, 'b/package-lock.json'), flagged);
    await run(['scan', '-f', 'json=new.json'], { cwd });
    const ran = await run(['diff', 'old.json', 'new.json'], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('b/package-lock.json');
    expect((await run(['diff', 'new.json', 'old.json'], { cwd })).code).toBe(0);
    const { stdout } = await run(['diff', 'old.json', 'new.json', '-f', 'json'], { cwd });
    const told = JSON.parse(stdout);
    expect(told.new.length).toBeGreaterThan(0);
    expect(told.unchanged.length).toBeGreaterThan(0);
    expect(told.gone.length).toBe(0);
  });
  it('--fail-on-new fails at any new finding, and needs a baseline', async () => {
    const cwd = folder({ 'package-lock.json': clean });
    await run(['scan', '-f', 'json=old.json'], { cwd });
    expect((await run(['scan', '--fail-on-new'], { cwd })).code).toBe(2);
    expect((await run(['scan', '--fail-on-new', '--baseline', 'old.json'], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, 'package-lock.json'), flagged);
    expect((await run(['scan', '--fail-on-new', '--baseline', 'old.json', '--fail-on', 'never'], { cwd })).code).toBe(
      1,
    );
  });
  it('completion knows every command', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { code, stdout } = await run(['completion', shell]);
      expect(code).toBe(0);
      for (const name of ['scan', 'explain', 'rules', 'diff', 'waive', '--fail-on', 'critical'])
        expect(stdout, shell).toContain(name.replace('--', shell === 'fish' ? '' : '--'));
    }
    expect((await run(['completion', 'tcsh'])).code).toBe(2);
  });
});
