/**
 * Every example of the documentation is run. A block marked `console` holds commands (`$ ...`) and what they print; a line `...` stands
 * for any lines. The commands of one file run in order in one copy of the example folder, with `wherefrom` on the path. An exit code other
 * than 0 is told as `[exit N]` on the last line of a command's output.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatsMarkdown } from '../src/cli/formats-command.ts';
import { renderers } from '../src/report/registry.ts';

const room = mkdtempSync(join(tmpdir(), 'wherefrom-docs-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));
const binaries = join(room, 'bin');
mkdirSync(binaries);
for (const [name, line] of [
  ['wherefrom', `exec ${process.execPath} ${resolve('bin/wherefrom.js')} "$@"`],
  ['npx', `shift; exec ${process.execPath} ${resolve('bin/wherefrom.js')} "$@"`],
] as const) {
  writeFileSync(join(binaries, name), `#!/bin/sh\n${line}\n`);
  chmodSync(join(binaries, name), 0o755);
}

function shell(command: string, cwd: string, env: Readonly<Record<string, string>> = {}) {
  return spawnSync('bash', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: { PATH: `${binaries}:${process.env.PATH}`, HOME: room, NO_COLOR: '1', ...env },
  });
}

interface Step {
  readonly command: string;
  readonly expected: readonly string[];
  readonly line: number;
}

function stepsOf(text: string): Step[] {
  const steps: { command: string; expected: string[]; line: number }[] = [];
  let inside = false;
  for (const [at, line] of text.split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```console';
    else if (!inside) continue;
    else if (line.startsWith('$ ')) steps.push({ command: line.slice(2), expected: [], line: at + 1 });
    else steps.at(-1)?.expected.push(line);
  }
  return steps;
}

/** Lines against lines, where `...` is any number of them. */
function fits(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first.trim() !== '...') return actual[0] === first && fits(rest, actual.slice(1));
  for (let at = 0; at <= actual.length; at++) if (fits(rest, actual.slice(at))) return true;
  return false;
}

const files = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);

describe.each(files)('%s', (file) => {
  const steps = stepsOf(readFileSync(file, 'utf8'));
  if (steps.length > 0)
    it('prints what it shows', () => {
      const cwd = join(room, file.replaceAll('/', '-'), 'demo');
      cpSync('fixtures/repos/demo', cwd, { recursive: true });
      for (const { command, expected, line } of steps) {
        const ran = shell(command, cwd);
        const said = `${ran.stdout}${expected.length > 0 && ran.stdout === '' ? ran.stderr : ''}`.split('\n');
        while (said.at(-1) === '') said.pop();
        if (ran.status !== 0) said.push(`[exit ${ran.status}]`);
        const want = [...expected];
        while (want.at(-1) === '') want.pop();
        // A command without output in the text must simply work.
        if (want.length === 0) expect(ran.status, `${file}:${line} ${command}\n${ran.stderr}`).toBe(0);
        else if (!fits(want, said)) expect(said.join('\n'), `${file}:${line} ${command}`).toBe(want.join('\n'));
      }
    });
  it('links to files that are there', () => {
    const text = readFileSync(file, 'utf8');
    for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)) {
      expect(() => readFileSync(resolve(file, '..', target as string)), `${file} links to ${target}`).not.toThrow();
    }
  });
});

describe('tables made from the registers', () => {
  it('docs/formats.md is what "wherefrom formats -f markdown" prints', () => {
    expect(readFileSync('docs/formats.md', 'utf8')).toContain(formatsMarkdown());
  });
  it('docs/outputs.md names every output', () => {
    const text = readFileSync('docs/outputs.md', 'utf8');
    for (const { id } of renderers) expect(text).toContain(`| \`${id}\` |`);
  });
});

describe('pipelines', () => {
  const repository = (name: string): string => {
    const cwd = join(room, name);
    cpSync('fixtures/repos/demo', cwd, { recursive: true });
    return cwd;
  };
  const action = (cwd: string, inputs: Readonly<Record<string, string>>) =>
    shell(`bash ${resolve('deploy/github-action.sh')}`, cwd, {
      WHEREFROM: resolve('bin/wherefrom.js'),
      ACTION_PATH: resolve('.'),
      IN_SARIF: 'out.sarif',
      IN_JSON: 'out.json',
      GITHUB_OUTPUT: join(cwd, 'outputs'),
      GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
      ...inputs,
    });

  it('the action writes SARIF, JSON, a summary and its outputs, and ends with the exit code', () => {
    const cwd = repository('action');
    const ran = action(cwd, { IN_PATHS: 'shop inventory', IN_PROFILE: 'us-federal-contractor' });
    expect(ran.status, ran.stderr).toBe(1);
    expect(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).version).toBe('2.1.0');
    const report = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
    expect(report.policy.profiles).toEqual(['us-federal-contractor']);
    expect(readFileSync(join(cwd, 'outputs'), 'utf8')).toBe('sarif-file=out.sarif\njson-file=out.json\nexit-code=1\n');
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toContain('Hikvision');
    expect(ran.stdout).toMatch(/^::error /m);
  });
  it('the action takes its inputs as data', () => {
    const cwd = repository('action-hostile');
    const ran = action(cwd, { IN_PATHS: '$(touch canary) `touch canary` ;touch canary', IN_RULES: '' });
    expect(ran.status).toBe(2);
    expect(readdirSync(cwd)).not.toContain('canary');
  });
  it('the GitLab job writes its reports', () => {
    const cwd = repository('gitlab');
    const script = /script:\n {4}- (.*)/.exec(readFileSync('deploy/gitlab.yml', 'utf8'))?.[1] ?? '';
    const ran = shell(script, cwd, { WHEREFROM_PROFILE: 'default' });
    expect(ran.status, ran.stderr).toBe(1);
    for (const [, name] of readFileSync('deploy/gitlab.yml', 'utf8').matchAll(/(?:codequality|cyclonedx|junit): (.*)/g))
      expect(readFileSync(join(cwd, name as string), 'utf8').length).toBeGreaterThan(10);
  });
  it('the pre-commit hook gates on the files it is given', () => {
    const cwd = repository('pre-commit');
    const entry = /entry: (.*)/.exec(readFileSync('.pre-commit-hooks.yaml', 'utf8'))?.[1] ?? '';
    expect(shell(`${entry} shop/package-lock.json`, cwd).status).toBe(1);
    expect(shell(`${entry} shop/tools/packer/Cargo.lock`, cwd).status).toBe(0);
  });
  it('the shell lines of the Azure and Jenkins examples run', () => {
    const text = readFileSync('docs/pipelines.md', 'utf8');
    const lines = [...text.matchAll(/^\s*(?:- script: |sh ')(.*?)'?$/gm)]
      .map((match) => match[1] as string)
      .filter((line) => line.includes('wherefrom'));
    expect(lines.length).toBe(2);
    for (const line of lines) {
      const ran = shell(line, repository(`snippet-${lines.indexOf(line)}`));
      expect(ran.status, `${line}\n${ran.stderr}`).toBe(1);
    }
  });
});
