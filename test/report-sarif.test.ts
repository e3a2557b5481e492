import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../src/model/report.ts';
import { manyFindings, readReport, rendered, reportNames, withFindings } from './report-examples.ts';

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number; readonly startColumn?: number };
  };
}
interface Rule {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity': unknown };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly relatedLocations?: readonly Location[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: string;
}
interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications?: readonly {
      readonly descriptor: { readonly id: string };
      readonly level: string;
      readonly message: { readonly text: string };
    }[];
  }[];
  readonly results: readonly Result[];
}

/** The schema file that Microsoft ships with its validator, which has no export of its own. */
const schemaPath = 'node_modules/@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json';
const ajv = new Ajv2020({ strict: false, allErrors: true });
// @ts-expect-error the package's types describe a CommonJS default that its module does not have
addFormats(ajv);
const valid = ajv.compile(JSON.parse(readFileSync(schemaPath, 'utf8')));

async function runOf(report: Report, category?: string): Promise<Run> {
  const log = JSON.parse(await rendered('sarif', report, { category }));
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

/** What makes GitHub refuse a file or lose results, after its documentation and the upload action's issues. */
function refusedByGithub(run: Run): readonly string[] {
  const faults: string[] = [];
  const { rules } = run.tool.driver;
  if (run.results.length > 25_000) faults.push('more than 25,000 results');
  if (rules.length > 25_000) faults.push('more than 25,000 rules');
  if (!/[^/]\/$/.test(run.automationDetails.id)) faults.push(`category ${run.automationDetails.id}`);
  if (new Set(rules.map(({ id }) => id)).size !== rules.length) faults.push('rule ids are not unique');
  for (const { id, help, properties } of rules) {
    const score = properties['security-severity'];
    if (typeof score !== 'string' || !(Number(score) >= 0 && Number(score) <= 10))
      faults.push(`${id}: security-severity`);
    if (!properties.tags.includes('security')) faults.push(`${id}: tag`);
    if (properties.tags.length > 10) faults.push(`${id}: tags`);
    if (help.text === '' || help.markdown === '') faults.push(`${id}: help`);
  }
  for (const result of run.results) {
    const places = [...result.locations, ...(result.relatedLocations ?? [])];
    if (result.locations.length === 0) faults.push(`${result.ruleId}: no location`);
    if (places.length > 100) faults.push(`${result.ruleId}: ${places.length} locations`);
    if (rules[result.ruleIndex]?.id !== result.ruleId) faults.push(`${result.ruleId}: rule index`);
    if ('primaryLocationLineHash' in result.partialFingerprints) faults.push("sets the upload action's fingerprint");
    for (const { physicalLocation } of places) {
      const { uri } = physicalLocation.artifactLocation;
      if (uri === '' || /^\/|\\|^[A-Za-z][A-Za-z0-9+.-]*:|[\s<>"{}|^`]/.test(uri)) faults.push(`uri ${uri}`);
      if (uri.split('/').includes('..')) faults.push(`uri climbs: ${uri}`);
      if (!(physicalLocation.region.startLine >= 1)) faults.push(`line ${physicalLocation.region.startLine}`);
    }
  }
  return faults;
}

describe('SARIF', () => {
  it.each(reportNames)('OSARIF-06: %s is valid by the 2.1.0 schema and for GitHub', async (name) => {
    const log = JSON.parse(await rendered('sarif', readReport(name)));
    valid(log);
    expect(valid.errors).toBeNull();
    expect(refusedByGithub(log.runs[0])).toEqual([]);
  });
  it('is a lint that sees faults', () => {
    const location = { physicalLocation: { artifactLocation: { uri: '/etc/passwd' }, region: { startLine: 0 } } };
    const rule = { id: 'r', help: { text: '', markdown: 'x' }, properties: { tags: [], 'security-severity': 5 } };
    const result = {
      ruleId: 'r',
      ruleIndex: 0,
      message: { text: 'x' },
      locations: [location],
      partialFingerprints: {},
    };
    const run = {
      tool: { driver: { rules: [rule] } },
      automationDetails: { id: 'x' },
      invocations: [],
      results: [result],
    };
    expect(refusedByGithub(run)).toEqual([
      'category x',
      'r: security-severity',
      'r: tag',
      'r: help',
      'uri /etc/passwd',
      'line 0',
    ]);
  });
  it('gives the place, the rule and the fingerprint of a finding', async () => {
    const run = await runOf(readReport('typical'));
    const [first] = run.results;
    expect(first?.ruleId).toBe('entity/alibaba/critical');
    expect(first?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'web/package-lock.json' },
          region: { startLine: 21, startColumn: 5 },
        },
      },
    ]);
    expect(first?.relatedLocations).toHaveLength(1);
    expect(first?.partialFingerprints).toEqual({ 'wherefromFinding/v1': readReport('typical').findings[0]?.id });
    expect(run.tool.driver.rules.map(({ id, properties }) => [id, properties['security-severity']])).toEqual([
      ['entity/alibaba/critical', '9.5'],
      ['entity/hikvision/high', '8.0'],
      ['origin/mirrors/medium', '5.5'],
      ['entity/hikvision/low', '2.0'],
      ['entity/lorex/info', '0.0'],
    ]);
  });
  it('leaves waived findings out and marks those of the baseline', async () => {
    const report = readReport('typical');
    const [first, second, ...others] = report.findings;
    const run = await runOf(
      withFindings(report, [
        { ...(first as Finding), status: 'baseline' },
        { ...(second as Finding), status: 'waived' },
        ...others,
      ]),
    );
    expect(run.results.map(({ baselineState }) => baselineState)).toEqual([
      'unchanged',
      undefined,
      undefined,
      undefined,
    ]);
    expect(run.results.some(({ ruleId }) => ruleId === 'entity/tplink/high')).toBe(false);
  });
  it.each([
    ['src/a b/#c?d=100%.json', 'src/a%20b/%23c%3Fd%3D100%25.json'],
    ['ünï/日本.csv', '%C3%BCn%C3%AF/%E6%97%A5%E6%9C%AC.csv'],
    ['back\\slash', 'back%5Cslash'],
    ['c:d/e', 'c%3Ad/e'],
  ])('OSARIF-02: writes the path %s as a relative reference that decodes to it', async (path, uri) => {
    const report = readReport('typical');
    const [finding] = report.findings;
    const run = await runOf(
      withFindings(report, [
        { ...(finding as Finding), evidence: [{ path, line: 3, field: 'f', value: 'v', matched: 'npm:v' }] },
      ]),
    );
    expect(run.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
    expect(uri.split('/').map(decodeURIComponent).join('/')).toBe(path);
  });
  it.each(['/etc/passwd', '../up/x.json', 'C:\\x', 'C:/x', 'a/../../b', ''])(
    'puts a place outside the root (%s) on an input inside it and says so',
    async (path) => {
      const report = readReport('typical');
      const [finding] = report.findings;
      const run = await runOf(
        withFindings(report, [
          { ...(finding as Finding), evidence: [{ path, line: 3, field: 'f', value: 'v', matched: 'npm:v' }] },
        ]),
      );
      expect(run.results[0]?.locations).toEqual([
        { physicalLocation: { artifactLocation: { uri: 'inventory/cameras.csv' }, region: { startLine: 1 } } },
      ]);
      expect(run.results[0]?.message.text).toContain('outside the source root');
    },
  );
  it('OSARIF-01: points at line 1 where a row has no line', async () => {
    const report = readReport('typical');
    const [finding] = report.findings;
    const run = await runOf(
      withFindings(report, [
        { ...(finding as Finding), evidence: [{ path: 'apps.xlsx', field: 'f', value: 'v', matched: 'android:v' }] },
      ]),
    );
    expect(run.results[0]?.locations[0]?.physicalLocation.region).toEqual({ startLine: 1 });
  });
  it('OSARIF-03: shows the 5,000 most severe of 60,000 and says what it left out', async () => {
    const text = await rendered('sarif', manyFindings(readReport('typical'), 60_000));
    const run: Run = JSON.parse(text).runs[0];
    expect(run.results).toHaveLength(5_000);
    expect(new Set(run.results.map(({ ruleId }) => ruleId))).toEqual(new Set(['entity/alibaba/critical']));
    const [dropped] = run.invocations[0]?.toolExecutionNotifications ?? [];
    expect(dropped).toMatchObject({ descriptor: { id: 'results-dropped' }, level: 'warning' });
    expect(dropped?.message.text).toContain('55,000 findings');
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    expect(refusedByGithub(run)).toEqual([]);
  });
  it('OSARIF-04: has one fingerprint for each of 1,000 findings of one file, whatever their lines', async () => {
    const report = manyFindings(readReport('typical'), 1_000);
    const moved = withFindings(
      report,
      report.findings.map((finding) => ({
        ...finding,
        evidence: finding.evidence.map((place) => ({ ...place, line: (place.line ?? 0) + 1 })),
      })),
    );
    const prints = (run: Run): readonly (string | undefined)[] =>
      run.results.map(({ partialFingerprints }) => partialFingerprints['wherefromFinding/v1']);
    const before = prints(await runOf(report));
    expect(new Set(before).size).toBe(1_000);
    expect(prints(await runOf(moved))).toEqual(before);
  });
  it('says in the invocation that the scan is not complete, and where', async () => {
    const run = await runOf(readReport('incomplete'));
    expect(run.invocations[0]?.executionSuccessful).toBe(false);
    expect(run.invocations[0]?.toolExecutionNotifications?.map(({ level, message }) => [level, message.text])).toEqual([
      ['error', 'web/package-lock.json: unexpected end of text'],
      ['note', 'api/go.mod: the second "go" line wins'],
    ]);
    expect((await runOf(readReport('typical'))).invocations[0]?.executionSuccessful).toBe(true);
  });
  it.each([
    [undefined, 'wherefrom/'],
    ['nightly', 'nightly/'],
    ['nightly//', 'nightly/'],
  ])('has the category %s as %s', async (category, id) => {
    expect((await runOf(readReport('empty'), category)).automationDetails.id).toBe(id);
  });
  it('lets no name make a link or a placeholder of a message', async () => {
    const report = readReport('typical');
    const [finding] = report.findings;
    const run = await runOf(
      withFindings(report, [{ ...(finding as Finding), message: 'see [here](https://evil.example) {0} \u001b[2J' }]),
    );
    expect(run.results[0]?.message.text).toBe('see \\[here\\](https://evil.example) {{0} \\\\x1b\\[2J');
  });
});
