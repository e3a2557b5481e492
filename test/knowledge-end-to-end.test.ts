import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../src/model/report.ts';
import { folderOf, npmLock, run } from './command-line.ts';

// What dates, ownership and version ranges do, asked of the whole command: files in, report out.

const folders: { readonly remove: () => void }[] = [];
afterAll(() => {
  for (const { remove } of folders) remove();
});

interface Asked {
  readonly asOf: string;
  readonly profile?: string;
  readonly rules?: string;
}

async function scan(
  files: Readonly<Record<string, string>>,
  { asOf, profile = 'default', rules }: Asked,
): Promise<Report> {
  const folder = folderOf({});
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, 'target', name)), { recursive: true });
    writeFileSync(join(folder.path, 'target', name), text);
  }
  if (rules !== undefined) writeFileSync(join(folder.path, 'own.yaml'), rules);
  const own = rules === undefined ? [] : ['-r', 'own.yaml'];
  const ran = await run(['scan', 'target', '-f', 'json', '-q', '-p', profile, '--as-of', asOf, ...own], {
    cwd: folder.path,
  });
  expect(ran.stderr).toBe('');
  return JSON.parse(ran.stdout) as Report;
}

const devices = (...makers: readonly string[]): Record<string, string> => ({
  'devices.csv': `hostname,manufacturer,model\n${makers.map((maker, at) => `host${at},"${maker}",M${at}\n`).join('')}`,
});
const about = (report: Report, entity: string): Finding | undefined =>
  report.findings.find((one) => one.entity?.id === entity);

/** Severity, state of one list and whether it acts, for a maker on a day. */
async function stateOf(maker: string, entity: string, list: string, asOf: string): Promise<string> {
  const finding = about(await scan(devices(maker), { asOf }), entity);
  const listing = finding?.listings.find((one) => one.list === list);
  return listing === undefined
    ? 'nothing'
    : `${finding?.severity} ${listing.state}${listing.acts === false ? ' without effect' : ''}`;
}

describe('--as-of', () => {
  it('a rule that was suspended acts before, is history during, and is in doubt after the suspension', async () => {
    const asked = (asOf: string) => stateOf('Nexperia B.V.', 'nexperia', 'us-bis-affiliates-rule', asOf);
    expect(await asked('2025-09-01')).toBe('info not-yet');
    // Live, and without effect all the same: nothing but general knowledge says that it reaches this maker.
    expect(await asked('2025-10-15')).toBe('info live without effect');
    expect(await asked('2026-01-15')).toBe('info history');
    expect(await asked('2026-11-25')).toBe('info uncertain');
  });

  it.each([
    ['revoked', 'com.zhiliaoapp.musically', '2026-11-25', 'us-eo-13942', 'history'],
    ['not revoked yet', 'com.zhiliaoapp.musically', '2020-11-15', 'us-eo-13942', 'live'],
    ['not applicable yet', 'com.zhiliaoapp.musically', '2022-12-01', 'us-no-tiktok-gov', 'not-yet'],
    ['in force', 'com.zhiliaoapp.musically', '2026-11-25', 'us-no-tiktok-gov', 'live'],
  ])('an app on a list that is %s', async (_, id, asOf, list, state) => {
    const { findings } = await scan({ 'apps.csv': `application name,app id,platform\nApp,${id},android\n` }, { asOf });
    const listings = findings.flatMap((finding) => finding.listings).filter((one) => one.list === list);
    expect(new Set(listings.map((listing) => listing.state))).toEqual(new Set([state]));
  });

  it('a proposed list is a notice and makes nothing worse', async () => {
    const rules = [
      'lists:',
      ...['proposed', 'revoked', 'expired', 'suspended', 'in-force'].map(
        (status) =>
          `  - { id: xx-${status}, title: List ${status}, authority: A, jurisdiction: XX, effect: use-ban, status: ${status}, url: "https://list.example/", as-of: "2026-11-01" }`,
      ),
      'entities:',
      ...['proposed', 'revoked', 'expired', 'suspended', 'in-force'].map(
        (status) =>
          `  - { name: Maker ${status} Robotics, reason: r, severity: info, listings: [{ list: xx-${status}, since: "2020" }] }`,
      ),
    ].join('\n');
    const makers = ['proposed', 'revoked', 'expired', 'suspended', 'in-force'].map(
      (status) => `Maker ${status} Robotics`,
    );
    const { findings } = await scan(devices(...makers), { asOf: '2026-11-25', rules });
    expect(findings.map((one) => `${one.severity} ${one.listings[0]?.list} ${one.listings[0]?.state}`).sort()).toEqual([
      'high xx-in-force live',
      'info xx-expired history',
      'info xx-proposed notice',
      'info xx-revoked history',
      'info xx-suspended history',
    ]);
  });

  it('each list has its date in the report, and lists that nobody has read for a year are told', async () => {
    const report = await scan(devices('Hangzhou Hikvision Digital Technology Co., Ltd.'), { asOf: '2026-11-25' });
    const listings = report.findings.flatMap((finding) => finding.listings);
    expect(listings.length).toBeGreaterThan(3);
    for (const { list, asOf } of listings) {
      expect(asOf).toMatch(/^\d{4}(-\d{2}){0,2}$/);
      expect(report.knowledge.lists.find(({ id }) => id === list)?.asOf).toBe(asOf);
    }
    expect(report.problems.find(({ code }) => code === 'stale-lists')?.message).toMatch(
      /^\d+ lists behind these findings may have changed: not read again for more than a year before 2026-11-25/,
    );
    const early = await scan(devices('Hangzhou Hikvision Digital Technology Co., Ltd.'), { asOf: '2021-06-30' });
    expect(early.problems).toEqual([]);
  });
});

describe('ownership in a report', () => {
  it('shows the chain with share, date and test', async () => {
    const report = await scan(devices('Toshiba Visual Solutions'), { asOf: '2026-11-25' });
    const listing = about(report, 'toshiba-visual')?.listings.find(({ list }) => list === 'us-tx-prohibited-tech');
    expect(listing).toMatchObject({
      state: 'live',
      through: 'Hisense 95 % of Toshiba Visual Solutions since 2018 (test: subsidiaries and affiliates)',
    });
    // The licence of the name is told and is no ownership.
    expect(about(report, 'toshiba-visual')?.notes).toContain(
      'toshiba over toshiba-visual: the name is licensed, the company is not owned (from 2018)',
    );
  });

  it.each([
    ['lorex', 'Lorex Technology Inc.', '2020-06-01', '2026-11-25'],
    ['xfusion', 'xFusion Digital Technologies', '2021-06-01', '2026-11-25'],
    ['dahua-technology-usa', 'Dahua Technology USA', '2022-06-01', '2026-11-25'],
  ])('a former owner is history today and counts in its time: %s', async (entity, maker, then, today) => {
    const past = about(await scan(devices(maker), { asOf: then }), entity);
    expect(past?.severity).toBe('high');
    expect(past?.listings.find(({ list }) => list === 'us-ndaa-889')).toMatchObject({ state: 'live' });
    const now = about(await scan(devices(maker), { asOf: today }), entity);
    expect(now?.severity).toBe('info');
    expect(now?.listings.find(({ list }) => list === 'us-ndaa-889')).toMatchObject({
      acts: false,
      through: expect.stringMatching(/ until \d{4}[-\d]* \(test: subsidiaries and affiliates; over\)$/),
    });
  });

  it.each([
    ['aggregate, two shares that reach half together', 'percent: 50, operator: at-least', [30, 20], 'high', 'live'],
    ['aggregate, two shares that do not', 'percent: 50, operator: at-least', [30, 19.9], undefined, undefined],
    ['more than half, exactly half', 'percent: 50, operator: more-than', [50], undefined, undefined],
  ])('%s', async (_, test, shares, severity, state) => {
    const list = (id: string, rule: string) =>
      `  - { id: ${id}, title: ${id}, authority: A, jurisdiction: XX, effect: use-ban, affiliates: { ${rule} }, url: "https://list.example/", as-of: "2026-11-01" }`;
    const rules = [
      'lists:',
      list('xx-half', `test: aggregate, ${test}`),
      'entities:',
      ...shares.map(
        (_share, at) =>
          `  - { id: holder-${at}, name: Quorvex Holder ${at}, reason: r, severity: info, listings: [{ list: xx-half, since: "2020" }] }`,
      ),
      `  - id: quorvex-child\n    name: Quorvex Sensors\n    reason: r\n    severity: info\n    owners: [${shares.map((share, at) => `{ owner: holder-${at}, kind: minority, percent: ${share}, since: "2021", confidence: high, sources: [{ title: register, kind: filing }] }`).join(', ')}]`,
    ].join('\n');
    const finding = about(await scan(devices('Quorvex Sensors'), { asOf: '2026-11-25', rules }), 'quorvex-child');
    const acting = finding?.listings.find((one) => one.list === 'xx-half' && one.acts !== false);
    expect(acting?.state).toBe(state);
    expect(finding?.severity).toBe(severity ?? 'info');
    if (state !== undefined)
      expect(acting?.through).toMatch(/^Quorvex Holder \d [23]0 % of .*; 50 % together with Quorvex Holder \d\)$/);
  });

  it('a joint venture is not read as owned, whatever the share', async () => {
    const rules = `lists:
  - { id: xx-all, title: All, authority: A, jurisdiction: XX, effect: use-ban, affiliates: { test: affiliates }, url: "https://list.example/", as-of: "2026-11-01" }
entities:
  - { id: partner, name: Quorvex Partner, reason: r, severity: info, listings: [{ list: xx-all, since: "2020" }] }
  - { id: venture, name: Quorvex Venture, reason: r, severity: info, owners: [{ owner: partner, kind: joint-venture, percent: 49, since: "2021", confidence: high, sources: [{ title: register, kind: filing }] }] }
`;
    const finding = about(await scan(devices('Quorvex Venture'), { asOf: '2026-11-25', rules }), 'venture');
    expect(finding?.severity).not.toBe('high');
    expect(finding?.listings.filter(({ acts, state }) => state === 'live' && acts !== false)).toEqual([]);
  });
});

describe('versions and dates of identifiers', () => {
  const rules = `entities:
  - name: Quorvex Packages
    reason: r
    identifiers:
      npm: [{ match: quorvex-npm, versions: ">=2.0.0 <3.0.0 || 5.x" }]
      pypi: [{ match: quorvex-py, versions: ">=1.0rc1,!=1.3.*,<2" }]
      cargo: [{ match: quorvex-crate, versions: "1.2" }]
      gem: [{ match: quorvex-gem, versions: "~> 2.1" }]
      maven: [{ match: "com.quorvex:core", versions: "[1.0,2.0)" }]
      nuget: [{ match: Quorvex.Core, versions: "(1.0,2.0]" }]
      composer: [{ match: quorvex/core, versions: "^3.1" }]
      golang: [{ match: example.test/quorvex, versions: ">=1.2.0 <1.3.0" }]
      domains: [{ match: "old.quorvex.example", until: "2024-03-01" }, { match: "new.quorvex.example", since: "2024-03-01" }]
`;
  const hit = async (files: Record<string, string>, asOf = '2026-11-25') =>
    (await scan(files, { asOf, rules })).findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ component }) => `${component.name}@${component.versions?.join('+') ?? component.version}`)
      .sort();
  const purls = (...all: readonly string[]) => ({
    'bom.json': JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: 1,
      components: all.map((purl) => ({
        type: 'library',
        name: purl.split('/').at(-1)?.split('@')[0],
        version: purl.split('@').at(-1),
        purl,
        'bom-ref': purl,
      })),
    }),
  });
  /** Which of these versions are in the range, by the whole command. */
  const inside = async (purl: string, versions: readonly string[]) =>
    (
      await Promise.all(
        versions.map(async (version) => ((await hit(purls(`${purl}@${version}`))).length > 0 ? [version] : [])),
      )
    ).flat();

  it.each([
    ['npm', 'pkg:npm/quorvex-npm', ['1.9.9', '2.0.0', '2.9.1', '3.0.0', '5.4.0', '6.0.0'], ['2.0.0', '2.9.1', '5.4.0']],
    [
      'PEP 440',
      'pkg:pypi/quorvex-py',
      ['0.9', '1.0rc1', '1.0', '1.3.2', '1.4.post1', '2.0'],
      ['1.0rc1', '1.0', '1.4.post1'],
    ],
    ['Cargo', 'pkg:cargo/quorvex-crate', ['1.1.9', '1.2.0', '1.9.0', '2.0.0'], ['1.2.0', '1.9.0']],
    ['RubyGems', 'pkg:gem/quorvex-gem', ['2.0.9', '2.1.0', '2.9', '3.0'], ['2.1.0', '2.9']],
    [
      'Maven',
      'pkg:maven/com.quorvex/core',
      ['1.0-alpha-1', '1.0', '1.5.3.Final', '2.0-SNAPSHOT', '2.0', '10.0'],
      ['1.0', '1.5.3.Final', '2.0-SNAPSHOT'],
    ],
    ['NuGet', 'pkg:nuget/Quorvex.Core', ['1.0.0', '1.0.0.1', '2.0.0', '2.0.1'], ['1.0.0.1', '2.0.0']],
    ['Composer', 'pkg:composer/quorvex/core', ['3.0.9', '3.1.0', '3.9.2', '4.0.0'], ['3.1.0', '3.9.2']],
    ['Go', 'pkg:golang/example.test/quorvex', ['v1.1.9', 'v1.2.0', 'v1.2.9', 'v1.3.0'], ['v1.2.0', 'v1.2.9']],
  ])('%s orders versions as its own tools do', async (_, purl, versions, expected) => {
    expect(await inside(purl, versions)).toEqual(expected);
  });

  it('in a lockfile', async () => {
    expect(await hit({ 'package-lock.json': npmLock('quorvex-npm@2.4.1', 'left@1.0.0') })).toEqual([
      'quorvex-npm@2.4.1',
    ]);
    expect(await hit({ 'package-lock.json': npmLock('quorvex-npm@3.0.0', 'left@1.0.0') })).toEqual([]);
  });

  it('a host counts for the time it belonged to the organisation', async () => {
    const files = {
      'services.csv': 'hostname,url\na,https://old.quorvex.example/x\nb,https://new.quorvex.example/x\n',
      '.npmrc': 'registry=https://old.quorvex.example/\n@a:registry=https://new.quorvex.example/\n',
    };
    const hosts = async (asOf: string) =>
      new Set(
        (await scan(files, { asOf, rules })).findings
          .filter(({ severity }) => severity !== 'info')
          .flatMap(({ evidence }) => evidence.map(({ matched }) => matched)),
      );
    expect(await hosts('2023-06-01')).toEqual(new Set(['domains:old.quorvex.example']));
    expect(await hosts('2025-06-01')).toEqual(new Set(['domains:new.quorvex.example']));
  });
});
