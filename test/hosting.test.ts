import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerGuide } from '../src/cli/init-register.ts';
import { createJudge } from '../src/decide/judge.ts';
import { neutralColumns } from '../src/formats/register/neutral-columns.ts';
import { compileGlob } from '../src/identity/glob.ts';
import type { Component } from '../src/model/component.ts';
import type { Finding, Report } from '../src/model/report.ts';
import { folderOf, run } from './command-line.ts';
import { match, policy } from './decide-examples.ts';

const repository = 'fixtures/repos/hosting';
const day = '2026-11-25';

async function scan(profile: string): Promise<Report> {
  const ran = await run(['scan', '-p', profile, '--as-of', day, '-f', 'json'], { cwd: repository, today: day });
  expect(ran.code).toBe(1);
  return JSON.parse(ran.stdout) as Report;
}

/** `severity rule` of what is said about a line of a file. */
function said(report: Report, path: string, line: number): readonly string[] {
  return report.findings
    .filter(({ evidence }) => evidence.some((one) => one.path === path && one.line === line))
    .map(({ severity, rule }) => `${severity} ${rule}`)
    .sort();
}

function about(report: Report, rule: string): Finding {
  const found = report.findings.find((finding) => finding.rule === rule);
  if (!found) throw new Error(`no finding of ${rule}`);
  return found;
}

describe('register and infrastructure of fixtures/repos/hosting', () => {
  let us: Report;
  let cn: Report;
  beforeAll(async () => {
    us = await scan('us-data-security');
    cn = await scan('cn-data-hosting');
  }, 60_000);

  it('is read whole, documentation left out', () => {
    for (const report of [us, cn]) {
      expect(report.complete).toBe(true);
      expect(report.inputs.map(({ path, status }) => `${status} ${path}`)).toEqual([
        'parsed .github/workflows/release.yml',
        'parsed infra/Dockerfile',
        'parsed infra/compose.yaml',
        'parsed infra/kubernetes/claims.yaml',
        'parsed infra/main.tf',
        'parsed register.csv',
        'parsed test/fixtures/compose.yaml',
      ]);
      expect(
        report.findings.filter(({ evidence }) => evidence.some(({ path }) => /docs|\.github|README/.test(path))),
      ).toEqual([]);
    }
  });

  it('says nothing about the row that is in order, under either profile', () => {
    expect(said(us, 'register.csv', 2)).toEqual([]);
    expect(said(cn, 'register.csv', 2)).toEqual([]);
  });

  it('finds provider, owner, place and what the row of sensitive data does not show', () => {
    expect(said(us, 'register.csv', 3)).toEqual([
      'critical duty/us-dhs-04-datacentre-owner',
      'critical duty/us-doj-202-1002-audit',
      'critical duty/us-doj-202-401-vendor',
      'critical origin/us-dsp-countries-of-concern',
      'high duty/us-dhs-02-minimise',
      'high duty/us-dhs-03-terms',
      'high origin/us-dhs-prc-regions',
      'medium origin/us-foreign-adversaries',
    ]);
    const duty = about(us, 'duty/us-doj-202-401-vendor');
    expect(duty.message).toContain(
      'The register does not show what 28 CFR 202.401 and 202.248 asks for: cisa_requirements_met is empty',
    );
    expect(duty.message).not.toMatch(/violat/i);
    expect(duty.control).toBe('GV.SC-05');
    expect(duty.references.length).toBeGreaterThan(0);
  });

  it('finds a data centre by its equipment, one step milder in a segment of its own', () => {
    // Who made the equipment does not hold the data: the bulk data rule does not speak of it.
    expect(said(us, 'register.csv', 4)).toEqual(['low entity/huawei', 'low origin/us-foreign-adversaries']);
    const equipment = about(us, 'entity/huawei');
    expect(equipment.relation).toBe('manufactured-by');
    expect(equipment.evidence[0]?.field).toBe('facility_equipment_vendors');
  });

  it('finds a joint venture by its partner and the missing separation, a broker by the missing ban on resale', () => {
    expect(said(us, 'register.csv', 5)).toContain('medium duty/us-dhs-06-jv');
    expect(said(us, 'register.csv', 5)).toContain('high origin/us-dsp-countries-of-concern');
    expect(said(us, 'register.csv', 6)).toEqual(['high duty/us-dhs-07-brokers', 'info duty/us-doj-202-302-broker']);
    expect(said(us, 'register.csv', 8)).toEqual([]);
  });

  it('checks the duties of the hosting notice, and finds what a review decision names', () => {
    expect(said(cn, 'register.csv', 7)).toEqual([
      'critical duty/cn-mss-01-qualification',
      'critical duty/cn-mss-03-contract',
      'critical duty/cn-mss-04-assessment',
      'critical entity/micron',
      'high duty/cn-mss-06-access-log',
      'info duty/cn-dsl-30-periodic',
      'info duty/cn-ndsmr-33-annual',
    ]);
    expect(about(cn, 'duty/cn-mss-01-qualification').message).toContain(
      'qualification_valid_until is 2026-03-31, before 2026-11-25',
    );
    expect(said(cn, 'register.csv', 8)).toEqual(['medium entity/illumina']);
    for (const line of [3, 4, 5, 6]) expect(said(cn, 'register.csv', line), `row ${line}`).toEqual([]);
  });

  it('says the relation: a mirror is fetched from, a bucket hosts, a region is a claim of its own', () => {
    const relations = (path: string, which = /critical|high|medium/): string[] =>
      us.findings.flatMap(({ relation, evidence, severity }) =>
        evidence[0]?.path === path && which.test(severity) ? [`${relation} ${evidence[0].value}`] : [],
      );
    // A mirror holds no data of anybody, so it weighs little under this profile.
    expect(relations('infra/Dockerfile')).toEqual([]);
    expect(new Set(relations('infra/Dockerfile', /low/))).toEqual(
      new Set(['fetched-from https://pypi.tuna.tsinghua.edu.cn/simple']),
    );
    expect(relations('infra/compose.yaml').sort()).toEqual([
      'hosted-by aliyun:cn-hangzhou',
      'hosted-by aliyun:cn-shanghai',
      'hosted-by https://oss-cn-hangzhou.aliyuncs.com',
    ]);
    expect(relations('infra/kubernetes/claims.yaml').sort()).toEqual([
      'hosted-by https://cos.ap-guangzhou.myqcloud.com',
      'hosted-by tencent:ap-guangzhou',
    ]);
    expect(relations('infra/main.tf')).toEqual(['hosted-by aws:cn-north-1']);
    const region = us.findings.find(({ evidence }) => evidence[0]?.value === 'aws:cn-north-1');
    expect(region?.entity).toBeNull();
    expect(region?.message).not.toContain('Alibaba');
  });

  it('leaves look-alike hosts and comments alone, and takes test data lightly', () => {
    const values = us.findings.flatMap(({ evidence }) => evidence.map(({ value }) => value));
    expect(values.filter((value) => /lookalike|gitee|npmmirror|help\.aliyun/.test(value))).toEqual([]);
    expect(said(us, 'test/fixtures/compose.yaml', 3)).toEqual([
      'low origin/us-dhs-prc-regions',
      'low origin/us-foreign-adversaries',
    ]);
  });

  it('says what to do next', () => {
    for (const finding of [...us.findings, ...cn.findings]) expect(finding.remedy, finding.rule).not.toBe('');
  });
});

describe('test data', () => {
  const judged = (component: Pick<Component, 'kind' | 'name' | 'scope'>): string | undefined =>
    createJudge(policy(), compileGlob).judge(match({ component, own: { reason: 'ours', severity: 'critical' } }))
      ?.severity;
  it('of hosts and images weighs at most low, and nothing else of theirs changes', () => {
    expect(judged({ kind: 'service', name: 'a.example' })).toBe('critical');
    expect(judged({ kind: 'service', name: 'a.example', scope: 'test' })).toBe('low');
    expect(judged({ kind: 'image', name: 'a/b', scope: 'test' })).toBe('low');
    expect(judged({ kind: 'image', name: 'a/b', scope: 'build' })).toBe('critical');
    expect(judged({ kind: 'package', name: 'a', scope: 'test' })).toBe('critical');
  });
});

describe('init --register', () => {
  it('writes every neutral column and a page about them, once', async () => {
    const path = mkdtempSync(join(tmpdir(), 'wherefrom-register-'));
    const first = await run(['init', '--register'], { cwd: path });
    expect(first.code).toBe(0);
    const table = readFileSync(join(path, 'register.csv'), 'utf8');
    expect(table.trim().split(',')).toEqual(neutralColumns.map(({ name }) => name));
    expect(readFileSync(join(path, 'register.md'), 'utf8')).toBe(registerGuide());
    const again = await run(['init', '--register'], { cwd: path });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('register.csv: is there already; --force writes it anew');
    expect((await run(['init', '--register', '--force'], { cwd: path })).code).toBe(0);
    const scanned = await run(['scan', 'register.csv', '-f', 'json'], { cwd: path });
    expect((JSON.parse(scanned.stdout) as Report).inputs[0]).toMatchObject({
      format: 'register/table',
      status: 'parsed',
      components: 0,
    });
    rmSync(path, { recursive: true });
  });

  it('has a column for every one that a duty reads', () => {
    const guide = registerGuide();
    for (const name of ['contract_ref', 'us_person_count', 'qualification_valid_until', 'data_at_rest_country'])
      expect(
        guide.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)),
        name,
      ).toMatch(/`[a-z0-9-]+` \|$/);
  });

  it('maps headers of a register of your own', async () => {
    const { path, remove } = folderOf({
      'vendors.csv': 'Lieferfirma;Vertragsnummer;Speicherort;Datenkategorien\nAlibaba Cloud;V-1;CN;health\n',
    });
    const ran = await run(
      ['scan', 'vendors.csv', '-p', 'us-data-security', '--map', 'Lieferfirma=provider', '-f', 'json'],
      { cwd: path, today: day },
    );
    const report = JSON.parse(ran.stdout) as Report;
    expect(report.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toContain(
      'critical origin/us-dsp-countries-of-concern',
    );
    expect(report.findings[0]?.component.name).toBe('Alibaba Cloud, V-1');
    remove();
  });
});
