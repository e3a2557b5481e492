import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../src/model/report.ts';
import { packageManagerOf } from '../src/report/writing/package-manager.ts';
import { visible } from '../src/report/writing/visible-text.ts';
import { readReport, rendered, reportNames, withFindings } from './report-examples.ts';

describe.each(reportNames)('json of %s', (name) => {
  it('is the report, in the order of the contract', async () => {
    const text = await rendered('json', readReport(name));
    const report = JSON.parse(text);
    expect(report).toEqual(JSON.parse(JSON.stringify(readReport(name))));
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
      'components',
    ];
    expect(Object.keys(report)).toEqual(order.filter((key) => key in report));
  });
  it('has one finding a line', async () => {
    const text = await rendered('json', readReport(name));
    for (const finding of readReport(name).findings) {
      const line = text.split('\n').find((each) => each.includes(`"id":"${finding.id}"`));
      expect(JSON.parse((line ?? '').trim().replace(/,$/, ''))).toEqual(finding);
    }
  });
  it('OJSON-01: as ndjson is one object a line, and the last line counts them', async () => {
    const text = await rendered('ndjson', readReport(name));
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { inputs, findings, problems, components = [] } = readReport(name);
    expect(lines.map(({ type }) => type)).toEqual([
      'report', ...inputs.map(() => 'input'), ...findings.map(() => 'finding'), ...problems.map(() => 'problem'), ...components.map(() => 'component'), 'end',
    ]); // biome-ignore format: a list
    expect(lines.at(-1)).toEqual({ type: 'end', lines: lines.length - 1 });
    expect(lines.filter(({ type }) => type === 'finding').map(({ type: _type, ...finding }) => finding)).toEqual(
      findings,
    );
    // Line readers other than JSON's also break at these.
    expect(text).not.toMatch(/[\u2028\u2029\u0085\v\f\r]/);
  });
});

/** RFC 4180, as a spreadsheet reads it. */
function cells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows.slice(0, -1);
}

async function csvOf(report: Report, formulas?: 'keep'): Promise<readonly Readonly<Record<string, string>>[]> {
  const text = await rendered('csv', report, { formulas });
  expect(text.startsWith('\ufeff')).toBe(true);
  const [head = [], ...rows] = cells(text.slice(1));
  return rows.map((row) => {
    expect(row).toHaveLength(head.length);
    return Object.fromEntries(head.map((column, at) => [column, row[at] ?? '']));
  });
}

describe('csv', () => {
  it('has a row for each place', async () => {
    const rows = await csvOf(readReport('typical'));
    expect(rows.map(({ severity, status, path, line, lists }) => [severity, status, path, line, lists])).toEqual([
      ['critical', 'open', 'web/package-lock.json', '21', 'us-dod-1260h'],
      ['critical', 'open', 'web/package-lock.json', '44', 'us-dod-1260h'],
      ['high', 'open', 'inventory/cameras.csv', '4', 'us-fcc-covered uk-old'],
      ['high', 'waived', 'inventory/network.csv', '2', 'us-fcc-covered'],
      ['medium', 'open', 'tools/.npmrc', '1', ''],
      ['low', 'open', 'inventory/cameras.csv', '7', 'us-fcc-covered'],
      ['info', 'open', 'inventory/cameras.csv', '9', 'us-fcc-covered'],
    ]);
    expect(rows[3]).toMatchObject({ waiver_reason: 'replaced in the March window', waiver_expires: '2027-03-31' });
  });
  it('OCSV-01: keeps every hostile value in its cell, and none begins a formula', async () => {
    const report = readReport('hostile');
    const rows = await csvOf(report);
    const places = report.findings.flatMap((finding) => finding.evidence.map((place) => ({ finding, place })));
    expect(rows.slice(1)).toHaveLength(places.length);
    for (const [at, { finding, place }] of places.entries()) {
      expect(rows[at + 1]?.component?.replace(/^'/, '')).toBe(visible(finding.component.name).replace(/^'/, ''));
      expect(rows[at + 1]?.matched).toBe(visible(place.matched));
    }
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
  });
  it.each([
    ['=1+1', "'=1+1"],
    ['@acme/ui', "'@acme/ui"],
    ['-x', "'-x"],
    ['+x', "'+x"],
    [' =1', "' =1"],
    ['\t=1', '\\t=1'],
    ['a=1', 'a=1'],
  ])('prints the name %j as %j, and as it is when asked', async (name, cell) => {
    const report = readReport('typical');
    const finding = report.findings[0] as Finding;
    const named = withFindings(report, [{ ...finding, component: { ...finding.component, name } }]);
    expect((await csvOf(named))[0]?.component).toBe(cell);
    expect((await csvOf(named, 'keep'))[0]?.component).toBe(visible(name));
  });
  it('begins with a row that says the scan is not complete', async () => {
    const [first] = await csvOf(readReport('incomplete'));
    expect(first).toMatchObject({
      status: 'incomplete',
      message: 'The scan is not complete; not read in full: api/go.mod, web/package-lock.json',
    });
  });
});

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Throws on anything that is not well-formed XML 1.0. */
function xml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const element: Element = {
      name: tag.name,
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (part) => {
    const element = open.at(-1);
    if (element) element.text += part;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return root.children[0] as Element;
}

function tally(suite: Element): Record<string, number> {
  const count = (kind: string): number =>
    suite.children.filter(({ children }) => children.some(({ name }) => name === kind)).length;
  return {
    tests: suite.children.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

describe('junit', () => {
  it.each(reportNames)('of %s is XML whose numbers are those of its tests', async (name) => {
    const suites = xml(await rendered('junit', readReport(name)));
    const sum: Record<string, number> = { tests: 0, failures: 0, errors: 0, skipped: 0 };
    for (const suite of suites.children) {
      const counts = tally(suite);
      for (const [key, count] of Object.entries(counts)) {
        expect(suite.attributes[key], `${suite.attributes.name} ${key}`).toBe(String(count));
        sum[key] = (sum[key] ?? 0) + count;
      }
    }
    for (const [key, count] of Object.entries(sum)) expect(suites.attributes[key]).toBe(String(count));
  });
  it('fails what the threshold fails, skips what was waived, passes the rest', async () => {
    const suites = xml(await rendered('junit', readReport('typical')));
    const outcomes = suites.children.flatMap((suite) =>
      suite.children.map((test) => [suite.attributes.name, test.attributes.classname, test.children[0]?.name]),
    );
    expect(outcomes).toEqual([
      ['inventory/cameras.csv', 'entity/hikvision', 'failure'],
      ['inventory/cameras.csv', 'entity/hikvision', 'system-out'],
      ['inventory/cameras.csv', 'entity/lorex', 'system-out'],
      ['inventory/network.csv', 'entity/tplink', 'skipped'],
      ['tools/.npmrc', 'origin/mirrors', 'system-out'],
      ['web/package-lock.json', 'entity/alibaba', 'failure'],
    ]);
  });
  it('has an error for each input that was not read, and a passed test for a clean one', async () => {
    const [goMod, lock] = xml(await rendered('junit', readReport('incomplete'))).children;
    expect([goMod?.attributes.name, goMod?.attributes.errors]).toEqual(['api/go.mod', '1']);
    expect(lock?.children[0]?.children[0]?.attributes).toEqual({ type: 'syntax', message: 'unexpected end of text' });
    const clean = xml(await rendered('junit', readReport('empty'))).children[0];
    expect(clean?.children.map(({ attributes, children }) => [attributes.name, children.length])).toEqual([
      ['nothing flagged', 0],
    ]);
  });
  it('gives hostile names back as they are shown', async () => {
    const report = readReport('hostile');
    const suites = xml(await rendered('junit', report));
    const names = suites.children.flatMap(({ children }) => children.map(({ attributes }) => attributes.name));
    for (const { component, id } of report.findings)
      expect(names).toContain(`${visible(`${component.name} ${component.version}`)} [${id}]`);
  });
});

describe('names of package managers for GitLab', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['pkg:npm/a@1', 'javascript/npm-lock', 'npm JavaScript'],
    ['pkg:npm/a@1', 'javascript/pnpm-lock', 'pnpm JavaScript'],
    ['pkg:npm/%40a/b@1', 'sbom/cyclonedx-json', 'npm JavaScript'],
    ['pkg:pypi/a@1', 'python/poetry-lock', 'poetry Python'],
    ['pkg:pypi/a@1', 'python/requirements', 'pip Python'],
    ['pkg:maven/a/b@1', 'jvm/gradle-lockfile', 'gradle Java'],
    ['pkg:maven/a/b@1', 'jvm/sbt-lock', 'sbt Scala'],
    ['pkg:golang/a.example/b@1', undefined, 'go Go'],
    ['pkg:docker/a@1', 'infra/dockerfile', undefined],
  ])('%s in %s', (purl, format, expected) => {
    const found = packageManagerOf(purl, format);
    expect(found && `${found.manager} ${found.language}`).toBe(expected);
  });
});

describe('gitlab', () => {
  it.each(reportNames)('of %s is Code Quality with unique fingerprints', async (name) => {
    const entries = JSON.parse(await rendered('gitlab', readReport(name)));
    for (const entry of entries) {
      expect(Object.keys(entry)).toEqual(['description', 'check_name', 'fingerprint', 'severity', 'location']);
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(entry.severity);
      expect(entry.location.lines.begin).toBeGreaterThanOrEqual(1);
    }
    const prints = entries.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
  });
  it('has what could not be read, and all but the waived findings', async () => {
    const incomplete = JSON.parse(await rendered('gitlab', readReport('incomplete')));
    expect(
      incomplete.map(({ check_name, location }: { check_name: string; location: object }) => [check_name, location]),
    ).toEqual([
      ['problem/syntax', { path: 'web/package-lock.json', lines: { begin: 9 } }],
      ['problem/partial', { path: 'api/go.mod', lines: { begin: 1 } }],
    ]);
    const typical = JSON.parse(await rendered('gitlab', readReport('typical')));
    expect(typical.map(({ severity }: { severity: string }) => severity)).toEqual([
      'blocker',
      'critical',
      'major',
      'minor',
      'info',
    ]);
  });
});

const schemas = 'node_modules/@cyclonedx/cyclonedx-library/res/schema';
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
for (const name of ['spdx', 'jsf-0.82']) {
  const file = `${name}.SNAPSHOT.schema.json`;
  const schema = JSON.parse(readFileSync(`${schemas}/${file}`, 'utf8'));
  // Referred to by file name, relative to the id of the schema that refers.
  ajv.addSchema({ ...schema, $id: `http://cyclonedx.org/schema/${file}` });
}
const validBom = ajv.compile(JSON.parse(readFileSync(`${schemas}/bom-1.6.SNAPSHOT.schema.json`, 'utf8')));

interface Property {
  readonly name: string;
  readonly value: string;
}
interface Subject {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly properties: readonly Property[];
}

describe('cyclonedx', () => {
  it.each(reportNames)('of %s is valid by the 1.6 schema, and every annotation has its subjects', async (name) => {
    const bom = JSON.parse(await rendered('cyclonedx', readReport(name)));
    validBom(bom);
    expect(validBom.errors).toBeNull();
    const refs = [...bom.components, ...bom.services].map((subject: Subject) => subject['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bom.annotations).toHaveLength(readReport(name).findings.length);
    for (const { subjects } of bom.annotations) {
      expect(subjects.length).toBeGreaterThan(0);
      for (const ref of subjects) expect(refs).toContain(ref);
    }
    expect(bom).not.toHaveProperty('vulnerabilities');
    expect(bom).not.toHaveProperty('serialNumber');
  });
  it('refuses what is not a BOM', () => {
    expect(validBom({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ type: 'camera', name: 'x' }] })).toBe(
      false,
    );
  });
  it('puts findings on the components of the report, and adds those it does not have', async () => {
    const bom = JSON.parse(await rendered('cyclonedx', readReport('typical')));
    expect(bom.components.map(({ name }: Subject) => name)).toEqual([
      '@alicloud/openapi-client', '@alicloud/openapi-client', 'fast-glob', 'A3', 'Archer AX55', 'left-pad', '海康威视 半球摄像机', 'LNB8005',
    ]); // biome-ignore format: a list
    const severities = bom.components.map(({ properties }: Subject) =>
      properties.filter(({ name }) => name.endsWith(':severity')).map(({ value }) => value),
    );
    expect(severities).toEqual([['critical'], ['critical'], [], ['high'], ['high'], ['medium'], ['low'], ['info']]);
    expect(bom.annotations[0].subjects).toEqual(['c1', 'c2']);
  });
  it("names the input file in GitLab's properties", async () => {
    const bom = JSON.parse(await rendered('cyclonedx', readReport('typical')));
    expect(bom.metadata.properties[0]).toEqual({ name: 'gitlab:meta:schema_version', value: '1' });
    expect(bom.components[2].properties.slice(0, 2)).toEqual([
      { name: 'gitlab:dependency_scanning:input_file:path', value: 'web/package-lock.json' },
      { name: 'gitlab:dependency_scanning:category', value: 'development' },
    ]);
    const single = JSON.parse(await rendered('cyclonedx', readReport('empty')));
    expect(single.metadata.properties[1]).toEqual({
      name: 'gitlab:dependency_scanning:input_file:path',
      value: 'package-lock.json',
    });
  });
});
