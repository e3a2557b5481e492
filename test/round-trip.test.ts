import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/model/report.ts';
import { folderOf, run } from './command-line.ts';

/** What must be the same of a finding after its component went through a CycloneDX document; ids and places hold the path. */
function told({ findings }: Report): string[] {
  return [
    ...new Set(
      findings.map(({ rule, entity, relation, component, severity, confidence }) =>
        [rule, entity?.id, relation, component.kind, component.name, severity, confidence].join(' | '),
      ),
    ),
  ].sort();
}

const schemas = 'node_modules/@cyclonedx/cyclonedx-library/res/schema';
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
for (const name of ['spdx', 'jsf-0.82']) {
  const file = `${name}.SNAPSHOT.schema.json`;
  const schema = JSON.parse(readFileSync(`${schemas}/${file}`, 'utf8'));
  ajv.addSchema({ ...schema, $id: `http://cyclonedx.org/schema/${file}` });
}
const validBom = ajv.compile(JSON.parse(readFileSync(`${schemas}/bom-1.6.SNAPSHOT.schema.json`, 'utf8')));

async function scanned(path: string, cwd: string, ...more: readonly string[]): Promise<Report> {
  const { stdout, stderr, code } = await run(['scan', path, '-q', '-f', 'json', ...more], { cwd });
  // 3: some fixtures hold an entry that cannot be read, to see that it costs no other.
  expect([0, 1, 3], stderr).toContain(code);
  return JSON.parse(stdout) as Report;
}

/** Everything that is not a package manager's own: devices, hosts, apps, services, registers, models, SBOMs. */
const families = ['apps', 'inventory', 'infra', 'register', 'sbom', 'models', 'os', 'native'];
const cases = [
  ...readdirSync('fixtures/repos').map((name) => `fixtures/repos/${name}`),
  ...families
    .flatMap((family) =>
      readdirSync(`fixtures/formats/${family}`).map((name) => `fixtures/formats/${family}/${name}/basic`),
    )
    .filter((folder) => existsSync(folder)),
  'fixtures/formats/sbom/cyclonedx-json/real-trivy',
  'fixtures/formats/sbom/cyclonedx-json/draft-2.0',
  'fixtures/formats/sbom/spdx-tag-value/real-syft',
  'fixtures/formats/sbom/syft-json/real',
];
describe('a CycloneDX document of a scan, scanned again', () => {
  test.each(cases)('%s gives the same findings', async (path) => {
    const folder = folderOf({});
    const document = join(folder.path, 'all.cdx.json');
    try {
      const first = await scanned(path, process.cwd(), '-f', `cyclonedx=${document}`);
      const again = await scanned('all.cdx.json', folder.path);
      expect(first.summary.components).toBeGreaterThan(0);
      expect(again.complete).toBe(true);
      expect(again.summary.components).toBe(first.summary.components);
      expect(told(again)).toEqual(told(first));
      validBom(JSON.parse(readFileSync(document, 'utf8')));
      expect(validBom.errors).toBeNull();
    } finally {
      folder.remove();
    }
  });

  test('a register keeps the columns of its duties', async () => {
    const folder = folderOf({
      'register.csv':
        'provider,service,kind,data_category,us_person_count,access_country,contract_ref\nHuawei Cloud,storage,provider,health,200000,CN,\n',
    });
    try {
      const first = await scanned(
        'register.csv',
        folder.path,
        '-p',
        'us-data-security',
        '-f',
        'cyclonedx=all.cdx.json',
      );
      const again = await scanned('all.cdx.json', folder.path, '-p', 'us-data-security');
      expect(told(first).some((row) => row.startsWith('duty/'))).toBe(true);
      expect(told(again)).toEqual(told(first));
    } finally {
      folder.remove();
    }
  });
});

describe('what a CycloneDX document gives away', () => {
  const inventory =
    'Device Name,Manufacturer,MAC Address,SNMP Community,User\ncam,Hikvision,28:57:BE:01:02:03,hunter2,jane.doe\nprinter,Brother,00:80:77:AA:BB:CC,hunter2,jane.doe\n';

  test('the address of a device nothing is said about is cut; columns nobody asked for stay out', async () => {
    const folder = folderOf({ 'devices.csv': inventory });
    try {
      const { stdout } = await run(['scan', '.', '-q', '-f', 'cyclonedx'], { cwd: folder.path });
      expect(stdout).toContain('"28:57:BE:01:02:03"');
      expect(stdout).toContain('"00:80:77:AA:B0:00"');
      expect(stdout).not.toMatch(/hunter2|jane\.doe|AA:BB:CC/);
    } finally {
      folder.remove();
    }
  });

  test('the JSON beside it has no facts, and no components unless they were asked for', async () => {
    const folder = folderOf({ 'devices.csv': inventory });
    try {
      const plain = await scanned('.', folder.path, '-f', 'cyclonedx=all.cdx.json');
      expect(plain.components).toBeUndefined();
      const listed = await scanned(
        '.',
        folder.path,
        '--components',
        '--exclude',
        '*.cdx.json',
        '-f',
        'cyclonedx=b.cdx.json',
      );
      expect(listed.components?.map(({ name }) => name)).toEqual(['Hikvision', 'Brother']);
      expect(JSON.stringify(listed)).not.toContain('"facts"');
      expect(JSON.stringify(listed)).not.toContain('00:80:77');
    } finally {
      folder.remove();
    }
  });
});
