import { describe, expect, it } from 'vitest';
import { assembleReport, type ReportParts } from '../src/decide/assemble-report.ts';
import { decide } from '../src/decide/decide.ts';
import { baselineIds, diffReports } from '../src/decide/diff-reports.ts';
import { exitCodeOf, type Outcome } from '../src/decide/exit-code.ts';
import { compileGlob } from '../src/identity/glob.ts';
import type { Severity } from '../src/model/match.ts';
import type { Finding, InputStatus, InputSummary } from '../src/model/report.ts';
import { match, policy } from './decide-examples.ts';

function input(path: string, status: InputStatus = 'parsed', components = 1): InputSummary {
  return { path, format: 'x/y', status, components, ...(status !== 'parsed' && { reason: 'r' }) };
}

function parts(over: Partial<ReportParts> = {}): ReportParts {
  return {
    tool: { name: 'wherefrom', version: '0.1.0' },
    knowledge: { version: '1', digest: 'd', lists: [] },
    policy: policy(),
    target: { path: '.' },
    inputs: [input('a.json')],
    findings: [],
    problems: [],
    ...over,
  };
}

describe('exit code', () => {
  const open = (severity: Severity, status: Finding['status'] = 'open'): Outcome['findings'] => [{ severity, status }];
  const read = [{ status: 'parsed' as const }];
  it.each<[string, Partial<Outcome>, number]>([
    ['nothing found', {}, 0],
    ['a finding at the threshold', { findings: open('high') }, 1],
    ['a finding above it', { findings: open('critical') }, 1],
    ['a finding below it', { findings: open('medium') }, 0],
    ['a waived one', { findings: open('critical', 'waived') }, 0],
    ['one of the baseline', { findings: open('critical', 'baseline') }, 0],
    ['the threshold never', { findings: open('critical'), failOn: 'never' }, 0],
    ['the threshold info', { findings: open('info'), failOn: 'info' }, 1],
    ['an incomplete scan', { complete: false }, 3],
    ['an incomplete scan with a finding', { complete: false, findings: open('high') }, 1],
    ['an incomplete scan that is accepted', { complete: false, accept: ['incomplete'] }, 0],
    ['nothing recognised', { inputs: [] }, 4],
    ['only skipped inputs', { inputs: [{ status: 'skipped' }] }, 4],
    ['nothing recognised, accepted', { inputs: [], accept: ['empty'] }, 0],
    ['nothing recognised and something lost', { inputs: [], complete: false }, 3],
    ['something lost accepted does not accept an empty target', { inputs: [], accept: ['incomplete'] }, 4],
    [
      'a failed input is a recognised one',
      { inputs: [{ status: 'failed' }], complete: false, accept: ['incomplete'] },
      0,
    ],
  ])('of %s', (_name, over, code) => {
    expect(exitCodeOf({ findings: [], failOn: 'high', complete: true, inputs: read, ...over })).toBe(code);
  });
});

describe('report', () => {
  it('has its fields in the order of the contract, and components only when asked for', () => {
    const order = [
      'schemaVersion',
      'tool',
      'knowledge',
      'policy',
      'target',
      'complete',
      'exitCode',
      'summary',
      'inputs',
      'findings',
      'problems',
    ];
    expect(Object.keys(assembleReport(parts()))).toEqual(order);
    expect(Object.keys(assembleReport(parts({ components: [] })))).toEqual([...order, 'components']);
  });
  it('counts inputs, components and findings', () => {
    const { findings } = decide(
      [
        match(),
        match({ component: { kind: 'app', name: 'a' }, strength: 'weak' }),
        match({ component: { kind: 'app', name: 'b' }, entity: { id: 'x', name: 'X' } }),
        match({ component: { kind: 'app', name: 'c' }, entity: { id: 'y', name: 'Y' } }),
      ],
      policy({ allowed: new Map([['x', 'r']]), baseline: new Set(['wf-938311e2a905e6cb']) }),
      compileGlob,
    );
    const report = assembleReport(
      parts({ findings, inputs: [input('b'), input('a', 'parsed', 41), input('c', 'skipped', 0)] }),
    );
    expect(report.summary).toEqual({
      inputs: { parsed: 2, partial: 0, failed: 0, skipped: 1 },
      components: 42,
      findings: { critical: 1, high: 0, medium: 0, low: 1, info: 0 },
      waived: 1,
      baseline: 1,
    });
    expect(report.inputs.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
    expect(report.exitCode).toBe(1);
  });
  it.each([
    ['a failed input', { inputs: [input('a', 'failed', 0)] }, false],
    ['a partial input', { inputs: [input('a', 'partial')] }, false],
    ['a lost problem', { problems: [{ code: 'x', path: 'a', message: 'm', weight: 'lost' }] }, false],
    ['a note', { problems: [{ code: 'x', path: 'a', message: 'm', weight: 'note' }] }, true],
    ['a skipped input', { inputs: [input('a'), input('b', 'skipped', 0)] }, true],
  ] as const)('with %s is complete: %s', (_name, over, complete) => {
    expect(assembleReport(parts(over)).complete).toBe(complete);
  });
  it('sorts problems by place and gives warnings a place among them', () => {
    const report = assembleReport(
      parts({
        problems: [
          { code: 'b', path: 'z.json', line: 10, message: 'm', weight: 'note' },
          { code: 'a', path: 'z.json', line: 2, message: 'm', weight: 'note' },
          { code: 'c', message: 'nowhere', weight: 'note' },
        ],
        warnings: [
          { code: 'waiver-unused', message: 'waiver matches no finding', where: 'conf/wherefrom.yaml:12' },
          { code: 'stale-lists', message: 'old' },
        ],
      }),
    );
    expect(report.problems.map(({ code, path, line }) => [code, path, line])).toEqual([
      ['c', '.', undefined],
      ['stale-lists', '.', undefined],
      ['waiver-unused', 'conf/wherefrom.yaml', 12],
      ['a', 'z.json', 2],
      ['b', 'z.json', 10],
    ]);
    expect(report.complete).toBe(true);
  });
  it('is the same bytes for the same parts in another order', () => {
    const inputs = [input('b'), input('a')];
    const problems = [
      { code: 'b', path: 'x', message: 'm', weight: 'note' as const },
      { code: 'a', path: 'x', message: 'm', weight: 'note' as const },
    ];
    expect(
      JSON.stringify(assembleReport(parts({ inputs: inputs.toReversed(), problems: problems.toReversed() }))),
    ).toBe(JSON.stringify(assembleReport(parts({ inputs, problems }))));
  });
});

describe('diff', () => {
  const finding = (name: string, over: Partial<Finding> = {}): Finding => ({
    ...(decide([match({ component: { kind: 'app', name } })], policy(), compileGlob).findings[0] as Finding),
    ...over,
  });
  it('tells new, gone and unchanged findings apart by id', () => {
    const before = { findings: [finding('a'), finding('b')] };
    const after = { findings: [finding('b', { severity: 'low' }), finding('c')] };
    const diff = diffReports(before, after);
    expect(diff.new.map(({ component }) => component.name)).toEqual(['c']);
    expect(diff.gone.map(({ component }) => component.name)).toEqual(['a']);
    expect(diff.unchanged.map(({ component, severity }) => [component.name, severity])).toEqual([['b', 'low']]);
  });
  it('takes open and known findings of a report as baseline, not waived ones', () => {
    const report = {
      findings: [finding('a'), finding('b', { status: 'waived' }), finding('c', { status: 'baseline' })],
    };
    expect(baselineIds(report)).toEqual(new Set([finding('a').id, finding('c').id]));
  });
});
