/**
 * Inventories from the file to the report, as somebody scans them. Rows are invented, identifiers real; what must come out was written down by
 * hand.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { productTables } from '../src/formats/inventory/product-tables.ts';
import type { Finding, Report } from '../src/model/report.ts';
import { folderOf, run } from './command-line.ts';

const day = '2026-11-22';
const cleanups: (() => void)[] = [];
afterAll(() => {
  for (const remove of cleanups) remove();
});

async function scanned(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...more: readonly string[]
): Promise<Report> {
  const { path, remove } = folderOf(files);
  cleanups.push(remove);
  const ran = await run(['scan', '.', '-f', 'json', '--as-of', day, '--fail-on', 'never', ...more], {
    cwd: path,
    today: day,
  });
  if (ran.stdout === '') throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as Report;
}

/** Entity and severity above info of findings that name who made a thing; origin rules aside. */
const makers = (report: Report): string[] =>
  [
    ...new Set(
      report.findings
        .filter(({ rule, severity }) => rule.startsWith('entity/') && severity !== 'info')
        .map(({ entity }) => entity?.id ?? ''),
    ),
  ].sort();
const of = (report: Report, entity: string): Finding => {
  const found = report.findings.find((finding) => finding.entity?.id === entity && finding.rule.startsWith('entity/'));
  if (found === undefined) throw new Error(`no finding on ${entity}`);
  return found;
};

describe('labelled cases that a reader decides', () => {
  it('6: an OUI that a spreadsheet made a number is not looked up, and is told', async () => {
    const report = await scanned({ 'devices.csv': 'Hostname,Manufacturer,OUI\nh1,,1.00E+10\nh2,,001E10\n' });
    expect(makers(report)).toEqual(['huawei']);
    expect(of(report, 'huawei').evidence).toEqual([
      expect.objectContaining({ path: 'devices.csv', line: 3, column: 5, value: '001E10', matched: 'oui:00:1E:10' }),
    ]);
    expect(report.problems.filter(({ code }) => code === 'damaged-cell')).toEqual([
      expect.objectContaining({ path: 'devices.csv', line: 2, column: 5, weight: 'note' }),
    ]);
  });
  it('8: the vendor of a chip is not that of the machine it is in', async () => {
    const report = await scanned({
      'pci.csv':
        'pci_slot,driver,vendor,vendor_id,model,model_id,pci_class,subsystem_vendor_id,subsystem_vendor\n00:1f.6,e1000e,Intel Corporation,0x8086,Ethernet Connection,0x15bb,Network controller,0x17aa,Lenovo\n',
    });
    expect(report.summary.components).toBe(1);
    expect(makers(report)).toEqual([]);
  });
  it('17 and 18: a USB number is its own vendor, whatever the text beside it says', async () => {
    const report = await scanned({
      'lsusb.txt': [
        'Bus 001 Device 002: ID 05c6:9215 Qualcomm, Inc. Quectel EC20 LTE modem / Acer Gobi 2000 Wireless Modem',
        'Bus 001 Device 003: ID 2c7c:0125 Quectel Wireless Solutions Co., Ltd. EC25 LTE modem',
        '',
      ].join('\n'),
    });
    expect(makers(report)).toEqual(['quectel']);
    const finding = of(report, 'quectel');
    expect(finding.evidence.map(({ line, matched }) => `${line} ${matched}`)).toEqual(['2 usb:2c7c']);
    expect(finding.component.role).toBe('part');
    expect(finding.message).toMatch(/^Part Quectel .* is made by Quectel/);
  });
  it('18: a module in a router is a finding about the module, worded with the router it sits in', async () => {
    const report = await scanned({
      'modules.csv':
        'Device,Module Bay,Module Type,Manufacturer\nrut-955-north,Slot 1,EC25-E,Quectel\nrut-955-south,Slot 1,EC25-E,Quectel\n',
    });
    expect(makers(report)).toEqual(['quectel']);
    const { component, message } = of(report, 'quectel');
    expect(component).toMatchObject({ role: 'part', count: 2 });
    expect(message).toContain('It is a part of "rut-955-north"; it does not say who made that device.');
    expect(message).not.toMatch(/\bdevice EC25/i);
  });
  it('24: octets without their zeros, as macOS prints them', async () => {
    const report = await scanned({ 'arp.txt': '? (192.168.1.9) at 0:1e:10:5:d8:39 on en0 ifscope [ethernet]\n' });
    expect(of(report, 'huawei').evidence[0]).toMatchObject({
      path: 'arp.txt',
      line: 1,
      value: '0:1e:10:5:d8:39',
      matched: 'oui:00:1E:10',
    });
  });
});

describe('what is said of a row', () => {
  it('an entry of a catalogue is no device', async () => {
    const report = await scanned({
      'types.csv': 'Device Type,Manufacturer,U Height\nDS-7608NI-K2,Hikvision,1\n',
      'device-types/Hikvision/ds.yaml': 'manufacturer: Hikvision\nmodel: DS-2CD2143G2-I\nslug: ds\n',
    });
    const found = report.findings.filter(({ entity }) => entity?.id === 'hikvision');
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const { component, message, remedy } of found) {
      expect(component.role).toBe('catalogue-entry');
      expect(`${message} ${remedy}`).not.toMatch(/\bdevice\b/i);
    }
  });
  it('of a memory module in a host, that it is a part of that host', async () => {
    const report = await scanned({
      'dmidecode.txt': [
        '# dmidecode 3.5',
        'Handle 0x0001, DMI type 1, 27 bytes',
        'System Information',
        '\tManufacturer: Dell Inc.',
        '\tProduct Name: PowerEdge R640',
        '',
        'Handle 0x1100, DMI type 17, 40 bytes',
        'Memory Device',
        '\tSize: 16 GB',
        '\tManufacturer: ChangXin Memory',
        '\tPart Number: CXDB5CCDM-MK',
        '',
      ].join('\n'),
    });
    const parts = report.findings.filter(({ component }) => component.role === 'part');
    for (const { notes } of parts) expect(notes?.join(' ')).toMatch(/^It is a part|It is a part/);
    expect(report.findings.filter(({ component }) => component.role === undefined)).toEqual([]);
    expect(parts.map(({ entity }) => entity?.id)).toContain('cxmt');
  });
  it('nothing of cells that did not match', async () => {
    const files = {
      'cams.csv':
        'Hostname,Manufacturer,Model,Assigned To,Admin Password,Notes\ncam-1,Hikvision,DS-2CD2143G2-I,Erika Mustermann,hunter2,key under the mat\n',
    };
    for (const format of ['json', 'summary', 'table', 'csv', 'html', 'markdown', 'sarif', 'ndjson']) {
      const { path, remove } = folderOf(files);
      cleanups.push(remove);
      const { stdout } = await run(['scan', '.', '-f', format, '--as-of', day], { cwd: path, today: day });
      expect(stdout).toContain('DS-2CD2143G2-I');
      for (const secret of ['Erika', 'hunter2', 'key under']) expect(stdout, format).not.toContain(secret);
    }
  });
  it('the ownership of the day it was bought', async () => {
    const report = await scanned(
      {
        'cams.csv': 'Manufacturer,Model,Purchase Date\nLorex,E892AB,2020-03-01\nLorex,LNB9232,2025-03-01\n',
      },
      '-p',
      'us-federal-contractor',
    );
    const lorex = (name: string) => report.findings.find(({ component }) => component.name.includes(name)) as Finding;
    expect(lorex('E892AB').severity).toBe('critical');
    expect(lorex('E892AB').notes?.join(' ')).toContain('Judged by the ownership of 2020-03-01');
    expect(lorex('LNB9232').severity).toBe('info');
  });
});

describe('--map', () => {
  const files = { 'list.csv': 'Ding,Wer\nDS-2CD2143G2-I,Hikvision\n' };
  it('says what columns hold', async () => {
    expect(makers(await scanned(files, '--map', 'Ding=model', '--map', 'Wer=maker'))).toEqual(['hikvision']);
  });
  it('names the nearest column for one that there is not', async () => {
    const { path, remove } = folderOf(files);
    cleanups.push(remove);
    const ran = await run(['scan', '.', '--map', 'Wer=manufacturr', '--map', 'Ding'], { cwd: path, today: day });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(
      '--map Wer=manufacturr: there is no column "manufacturr", did you mean "manufacturer"?',
    );
    expect(ran.stderr).toContain('--map Ding: expected header=column');
  });
  it('lists the columns where nothing is near', async () => {
    const ran = await run(['scan', '.', '--map', 'Wer=qqqqqq'], { cwd: 'fixtures/repos/demo', today: day });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/there are manufacturer .*\bmac\b.*\bignore\b/);
  });
});

describe('Section 889 in one command', () => {
  it('gives a summary by list, maker and site, with what was not checked', async () => {
    const { path, remove } = folderOf({
      'cams.csv': [
        'Asset,Site,Manufacturer,Model,MAC',
        'c1,Leeds,Hikvision,DS-2CD2143G2-I,28:57:BE:01:02:03',
        'c2,Ghent,Hikvision,DS-2CD2143G2-I,28:57:BE:01:02:04',
        'c3,Ghent,Dahua,IPC-HDW2831T,1.00E+10',
        'c4,Ghent,Axis,P3265-LVE,',
        '',
      ].join('\n'),
    });
    cleanups.push(remove);
    const ran = await run(['scan', 'cams.csv', '-p', 'us-federal-contractor', '-f', 'summary', '--as-of', day], {
      cwd: path,
      today: day,
    });
    expect(ran.code).toBe(1);
    const row = (start: string) => ran.stdout.split('\n').find((line) => line.startsWith(start));
    expect(row('| `Section 889 prohibition')).toMatch(/\| 3 \| 2 \| 2 \|$/);
    expect(row('| `Federal ban on Kaspersky')).toMatch(/\| none \| none \| none \|$/);
    expect(row('| `Hangzhou Hikvision Digital Technology Co., Ltd.` | `CN` | `Leeds`')).toContain('| 1 device |');
    expect(row('| `Hangzhou Hikvision Digital Technology Co., Ltd.` | `CN` | `Ghent`')).toContain('| 1 device |');
    expect(ran.stdout).toContain(
      '1 cell of column "MAC" holds a number or date that a spreadsheet made of an id; not checked',
    );
    expect(ran.stdout).not.toContain('Axis');
  });
});

describe('exports of known products', () => {
  /** Case folders under `fixtures/formats/inventory` that hold an export of the product, by the id of its signature. */
  const cases = (folder: string): string[] =>
    readdirSync(join('fixtures/formats/inventory', folder)).filter((name) =>
      statSync(join('fixtures/formats/inventory', folder, name)).isDirectory(),
    );
  it('docs/inventories.md has each with its fixture and what it gives', () => {
    const text = readFileSync('docs/inventories.md', 'utf8');
    const rows = [...text.matchAll(/^\| `([a-z0-9-]+)` \| (.+?) \| `([a-z-]+\/[a-z0-9-]+)` \| (\d+) \|$/gm)];
    const listed = new Map(
      rows.map(([, id = '', title, fixture = '', count]) => [id, { title, fixture, count: Number(count) }]),
    );
    expect([...listed.keys()].sort()).toEqual([...new Set(productTables.map(({ id }) => id))].sort());
    for (const { id, title } of productTables) {
      const row = listed.get(id);
      expect(row?.title, id).toBe(title);
      const [folder = '', name = ''] = row?.fixture.split('/') ?? [];
      expect(cases(folder), id).toContain(name);
      const expected = JSON.parse(
        readFileSync(join('fixtures/formats/inventory', folder, name, 'expected.json'), 'utf8'),
      );
      expect(row?.count, `${id}: ${row?.fixture}`).toBe(expected.count);
      expect(row?.count, id).toBeGreaterThan(0);
    }
  });
});

describe('precision over the register of makers', () => {
  it('the table in docs/inventories.md is what the bench prints', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['scripts/run-ts.js', 'bench/oui-precision.ts'], {
      encoding: 'utf8',
    });
    const table = stdout
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .join('\n');
    expect(table, stderr).not.toBe('');
    expect(readFileSync('docs/inventories.md', 'utf8')).toContain(table);
  });
});
