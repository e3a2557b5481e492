/** The policy of a team as its pipeline meets it: `wherefrom.yaml`, waivers, the allow list, the baseline, confidence; and help. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createProgram } from '../src/cli/program.ts';
import type { Finding, Report } from '../src/model/report.ts';
import { folderOf, npmLock, type RunOptions, run } from './command-line.ts';

const removals: (() => void)[] = [];
afterAll(() => {
  for (const remove of removals) remove();
});
function folder(files: Readonly<Record<string, string>>): string {
  const made = folderOf(files);
  removals.push(made.remove);
  return made.path;
}

async function scanned(
  cwd: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<{ code: number; report: Report; said: string }> {
  const { code, stdout, stderr } = await run(['scan', '-f', 'json', ...args], { cwd, ...options });
  return { code, report: JSON.parse(stdout) as Report, said: stderr };
}

const open = ({ findings }: Report): string[] =>
  findings.filter(({ status }) => status === 'open').map(({ component }) => component.name);
const statusOf = ({ findings }: Report, name: string, path: string): Finding['status'] | undefined =>
  findings.find(({ component, evidence }) => component.name === name && evidence[0]?.path === path)?.status;

const own = `entities:
  - { name: Acme Cameras, reason: offboarded, severity: high, identifiers: { npm: ["@acme/*"] } }
  - { name: Borealis, reason: under review, severity: high, identifiers: { npm: ["borealis-*"] } }
`;
const files = {
  'flagged.yaml': own,
  'web/package-lock.json': npmLock('@acme/lens@1.2.0', 'borealis-ui@2.0.0', 'left-pad@1.3.0'),
  'api/package-lock.json': npmLock('@acme/lens@1.2.0'),
};
const configured = (policy: string) => folder({ ...files, 'wherefrom.yaml': `rules: [flagged.yaml]\n${policy}` });

describe('waivers', () => {
  it('by component glob, over the name and over the purl, and only what it fits', async () => {
    for (const glob of ['"@acme/*"', '"pkg:npm/@acme/lens*"', '"pkg:npm/%40acme/lens"']) {
      const cwd = configured(`waivers:\n  - { component: ${glob}, reason: replaced in spring }\n`);
      const { code, report } = await scanned(cwd);
      expect(code).toBe(1);
      expect(open(report), glob).toEqual(['borealis-ui']);
    }
  });

  it('by path glob: the same component elsewhere stays open', async () => {
    const { report } = await scanned(configured('waivers:\n  - { path: "api/**", reason: goes away }\n'));
    expect(statusOf(report, '@acme/lens', 'api/package-lock.json')).toBe('waived');
    expect(statusOf(report, '@acme/lens', 'web/package-lock.json')).toBe('open');
  });

  it('with several selectors hold only where all of them do', async () => {
    const { report } = await scanned(
      configured('waivers:\n  - { component: "borealis-*", path: "api/**", reason: nowhere }\n'),
    );
    expect(report.summary.waived).toBe(0);
    expect(report.problems).toContainEqual(expect.objectContaining({ path: 'wherefrom.yaml', line: 3 }));
  });

  it('POLICY-05: the last day counts, the day after does not, a date that is none is over; all are told with their line', async () => {
    const policy = (expires: string) =>
      `waivers:\n  - { entity: acme-cameras, reason: a, expires: ${expires} }\n  - { entity: borealis, reason: b }\n`;
    const until = configured(policy('2026-12-31'));
    expect((await scanned(until, [], { today: '2026-12-31' })).code).toBe(0);
    const over = await scanned(until, [], { today: '2027-01-01' });
    expect(over.code).toBe(1);
    expect(over.report.problems).toContainEqual(
      expect.objectContaining({ path: 'wherefrom.yaml', line: 3, message: expect.stringContaining('2026-12-31') }),
    );
    for (const expires of ['"next spring"', '2026-02-30', '"31.12.2026"']) {
      const { code, report } = await scanned(configured(policy(expires)));
      expect(code, expires).toBe(1);
      expect(open(report), expires).toEqual(['@acme/lens', '@acme/lens']);
      expect(report.problems, expires).toContainEqual(expect.objectContaining({ path: 'wherefrom.yaml', line: 3 }));
    }
  });

  it.each([
    ['without a reason', '  - { entity: borealis }\n', /wherefrom\.yaml:3:/],
    ['without a selector', '  - { reason: all of it }\n', /wherefrom\.yaml:3:/],
    [
      'with a misspelled key',
      '  - { entitty: borealis, reason: a }\n',
      /wherefrom\.yaml:3:7: unknown key "entitty", did you mean "entity"/,
    ],
  ])('%s are a mistake of the file', async (_title, row, told) => {
    const ran = await run(['scan'], { cwd: configured(`waivers:\n${row}`) });
    expect(ran.code, ran.stderr + ran.stdout).toBe(2);
    expect(ran.stderr).toMatch(told);
  });
});

describe('together', () => {
  it('a baseline and a waiver: each finding has one state, and only what neither covers fails', async () => {
    const cwd = folder({ 'flagged.yaml': own, 'web/package-lock.json': files['web/package-lock.json'] });
    await run(['scan', '-r', 'flagged.yaml', '-f', 'json=before.json'], { cwd });
    writeFileSync(join(cwd, 'api-lock.json'), files['api/package-lock.json']);
    writeFileSync(
      join(cwd, 'wherefrom.yaml'),
      'rules: [flagged.yaml]\nwaivers:\n  - { component: "borealis-*", reason: b, expires: 2026-12-31 }\n',
    );
    const held = await scanned(cwd, ['--baseline', 'before.json', '--exclude', 'api-lock.json']);
    expect(held.code).toBe(0);
    expect(held.report.summary).toMatchObject({ waived: 1, baseline: 1 });
    // The term somebody set outranks the baseline's silence.
    const over = await scanned(cwd, ['--baseline', 'before.json'], { today: '2027-01-01' });
    expect(over.code).toBe(1);
    expect(open(over.report)).toEqual(['borealis-ui']);
  });

  it('the allow list waives an entity with its reason and is told apart from the rest', async () => {
    const { report } = await scanned(configured('allow:\n  - { entity: acme-cameras, reason: cleared by counsel }\n'));
    expect(open(report)).toEqual(['borealis-ui']);
    expect(report.findings.find(({ status }) => status === 'waived')?.waiver).toEqual({ reason: 'cleared by counsel' });
  });

  it('fail-on, min-confidence, include, exclude and map of the file hold; an option outranks it', async () => {
    const cwd = configured('fail-on: critical\nexclude: ["web/**"]\n');
    const first = await scanned(cwd);
    expect(first.code).toBe(0);
    expect(first.report.inputs.map(({ path }) => path)).toEqual(['api/package-lock.json']);
    expect(first.said).toContain('wherefrom.yaml');
    expect((await scanned(cwd, ['--fail-on', 'high'])).code).toBe(1);
  });

  it('--min-confidence leaves out what is less sure, and says how many', async () => {
    const cwd = folder({
      'cameras.csv': 'Name,Manufacturer,MAC Address\ncam-1,,28:57:BE:01:02:03\ncam-2,Hikvision,28:57:BE:01:02:04\n',
    });
    const all = await scanned(cwd);
    const below = all.report.findings.filter(({ confidence }) => confidence !== 'high').length;
    expect(below).toBeGreaterThan(0);
    const sure = await scanned(cwd, ['--min-confidence', 'high']);
    expect(sure.report.findings.every(({ confidence }) => confidence === 'high')).toBe(true);
    expect(sure.report.findings.length).toBe(all.report.findings.length - below);
    expect(sure.report.problems).toContainEqual(
      expect.objectContaining({ code: 'below-min-confidence', message: expect.stringContaining(`${below} finding`) }),
    );
  });

  it('POLICY-04: a configuration inside a target that is not ours changes nothing', async () => {
    const root = folder({
      'here/flagged.yaml': own,
      'theirs/wherefrom.yaml': 'fail-on: never\nexclude: ["**"]\n',
      'theirs/.wherefromignore': '*\n',
      'theirs/package-lock.json': npmLock('@acme/lens@1.2.0'),
    });
    const { code, said } = await scanned(join(root, 'here'), ['../theirs', '-r', 'flagged.yaml']);
    expect(code).toBe(1);
    expect(said).not.toContain('using');
  });
});

describe('help', () => {
  const commands = (function* all(
    command = createProgram(silent()).command,
    path: readonly string[] = [],
  ): Iterable<string[]> {
    for (const inner of command.commands) {
      if (inner.name() === 'help') continue;
      yield [...path, inner.name()];
      yield* all(inner, [...path, inner.name()]);
    }
  })();

  it.each([...commands].map((path) => [path.join(' '), path] as const))(
    'of %s has examples that begin with it',
    async (name, path) => {
      const ran = await run([...path, '--help'], { terminal: 80 });
      expect(ran.code).toBe(0);
      const examples = ran.stdout.split(/\nExamples?:\n/)[1] ?? '';
      expect(examples).toContain(`wherefrom ${name}`);
    },
  );

  function silent(): Parameters<typeof createProgram>[0] {
    return {
      stdout: process.stdout,
      stderr: process.stderr,
      stdin: process.stdin,
      env: {},
      cwd: '.',
      now: () => 0,
      ticks: () => 0,
    };
  }
});
