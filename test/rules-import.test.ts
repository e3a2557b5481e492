import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mergeRows } from '../src/knowledge/import/merge-rows.ts';
import type { NamedRow } from '../src/knowledge/import/official-file.ts';
import { readsAsOrganisation } from '../src/knowledge/import/reads-as-organisation.ts';
import { ruleFiles } from '../src/knowledge/import/rule-text.ts';
import { readRuleFiles } from '../src/knowledge/rule-files/read-rule-files.ts';
import { folderOf, run } from './command-line.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

const folders: { readonly path: string; readonly remove: () => void }[] = [];
afterAll(() => {
  for (const { remove } of folders) remove();
});

interface Row {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly country?: string;
  readonly reason: string;
  readonly listings?: readonly {
    list: string;
    since?: string;
    until?: string;
    scope?: string;
    sources: readonly object[];
  }[];
}

/** A folder with copies of the fixtures, changed where `changed` says so. */
function downloads(changed: Readonly<Record<string, (text: string) => string>> = {}) {
  const folder = folderOf({});
  folders.push(folder);
  cpSync('fixtures/imports', folder.path, { recursive: true });
  for (const [name, change] of Object.entries(changed))
    writeFileSync(join(folder.path, name), change(readFileSync(join(folder.path, name), 'utf8')));
  return folder;
}

async function importing(files: readonly string[], options: readonly string[] = [], folder = downloads()) {
  const ran = await run(['rules', 'import', ...files, '-o', 'rules', '--as-of', '2026-11-20', ...options], {
    cwd: folder.path,
  });
  return { ...ran, folder: folder.path, rules: ran.code === 0 ? rulesIn(join(folder.path, 'rules')) : undefined };
}

function rulesIn(folder: string) {
  const lists: { id: string; effect: string; 'as-of': string; url?: string }[] = [];
  const entities: Row[] = [];
  for (const name of readdirSync(folder).sort()) {
    const file = parse(readFileSync(join(folder, name), 'utf8')) as { lists?: typeof lists; entities?: Row[] };
    lists.push(...(file.lists ?? []));
    entities.push(...(file.entities ?? []));
  }
  return { lists, entities };
}

const named = (rules: ReturnType<typeof rulesIn> | undefined, id: string) =>
  rules?.entities.find((one) => one.id === id);

describe('wherefrom rules import', () => {
  it.each([['consolidated.csv'], ['consolidated.json']])('reads the Consolidated Screening List: %s', async (file) => {
    const { code, stdout, rules, folder } = await importing([file]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${file}: Consolidated Screening List, 9 rows, 5 organisations`);
    expect(stdout).toContain(
      '1 × aircraft, 1 × individual, 1 × name that may be a person’s, where the list gives no type, 1 × vessel',
    );
    expect(rules?.lists.map(({ id, effect }) => `${id} ${effect}`)).toEqual([
      'us-csl-dpl export-control',
      'us-csl-el export-control',
      'us-csl-sdn sanctions',
      'us-csl-uvl advisory',
    ]);
    expect(rules?.entities.map(({ id }) => id)).toEqual([
      'fernhill-quantum-instruments-co-ltd',
      'harborline-freight-forwarding-llc',
      'huawei',
      'pinecrest-optoelectronics-trading-ltd',
      'zervers-hosting-test-ooo',
    ]);
    expect(named(rules, 'huawei')?.reason).toContain('is a name of the known entity Huawei Technologies Co., Ltd.');
    expect(named(rules, 'fernhill-quantum-instruments-co-ltd')).toEqual({
      id: 'fernhill-quantum-instruments-co-ltd',
      name: 'Fernhill Quantum Instruments Co., Ltd.',
      aliases: ['Fernhill Quantum', '蕨山量子仪器有限公司'],
      reason:
        'On the Entity List (EL) - Bureau of Industry and Security, by the Consolidated Screening List of 2026-11-20',
      listings: [
        {
          list: 'us-csl-el',
          since: '2025-03-28',
          scope: 'licence requirement: For all items subject to the EAR',
          sources: [
            {
              title: expect.stringContaining('90 FR 11111'),
              url: 'https://www.bis.gov/entity-list',
              date: '2026-11-20',
              kind: 'primary',
            },
          ],
        },
      ],
    });
    expect(named(rules, 'harborline-freight-forwarding-llc')?.listings?.[0]).toMatchObject({
      since: '2017-10-18',
      until: '2027-10-15',
    });
    expect(JSON.stringify(rules)).not.toMatch(/TESTOVICH|Testov|EXAMPLE TANKER|EP-TST/);
    const checked = await run(['rules', 'check', 'rules'], { cwd: folder });
    expect(checked).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('0 mistakes, 0 warnings') });
  });

  it('joins the three files of the SDN list, in any order', async () => {
    const { code, stdout, rules } = await importing(['alt.csv', 'add.csv', 'sdn.csv']);
    expect(code).toBe(0);
    expect(stdout).toContain('sdn.csv: OFAC SDN list (sdn.csv), 8 rows, 5 organisations');
    expect(stdout).toContain('left out: 1 × aircraft, 1 × individual, 1 × vessel');
    expect(named(rules, 'aerocaribbean-airlines')).toMatchObject({
      country: 'CU',
      listings: [{ scope: 'programmes: CUBA' }],
    });
    expect(named(rules, 'anglo-caribbean-co-ltd')).toMatchObject({ country: 'GB' });
    // Addresses in two countries say nothing of the seat.
    expect(named(rules, 'banco-nacional-de-cuba')).toMatchObject({ aliases: ['NATIONAL BANK OF CUBA', 'BNC'] });
    expect(named(rules, 'banco-nacional-de-cuba')).not.toHaveProperty('country');
    expect(named(rules, 'societe-exemple-test')).toMatchObject({
      name: 'SOCIETE "EXEMPLE" TEST',
      aliases: ['ANCIENNE SOCIETE EXEMPLE'],
    });
    expect(named(rules, 'zservers')?.listings?.[0]?.scope).toBe('programmes: CYBER2, RUSSIA-EO14024');
    expect(JSON.stringify(rules)).not.toContain('EXAMPLE, P');
  });

  it.each([['fcc-covered-list.csv'], ['fcc-covered-list.tsv'], ['fcc-covered-list.html']])(
    'takes the names out of the sentences of the Covered List: %s',
    async (file) => {
      const { code, stdout, rules } = await importing([file]);
      expect(code).toBe(0);
      expect(rules?.entities.map(({ id }) => id)).toEqual([
        'brookvale-radio-works-company',
        'comnet-usa',
        'hikvision',
        'huawei',
        'kaspersky',
        'pacific-networks',
      ]);
      expect(named(rules, 'kaspersky')?.listings?.[0]).toMatchObject({
        list: 'us-fcc-covered-file',
        since: '2022-03-25',
      });
      expect(stdout).toContain('2 × category that names nobody');
    },
  );

  it('reads a plain table of names, and puts it on the list that --as names', async () => {
    const plain = await importing(['names.csv']);
    expect(plain.rules?.lists).toMatchObject([{ id: 'names' }, { id: 'supplier-offboarding' }]);
    expect(named(plain.rules, 'brightline-telematics-bv')).toMatchObject({
      aliases: ['Brightline', 'BLT Telematics'],
      country: 'NL',
      reason: 'contract ended',
      listings: [
        {
          list: 'supplier-offboarding',
          since: '2026-06-30',
          sources: [{ url: 'https://intranet.example/offboarding' }],
        },
      ],
    });
    expect(named(plain.rules, 'zte')?.listings?.[0]?.sources[0]).toMatchObject({
      title: 'board decision 7',
      date: '2026-11-20',
    });
    expect(plain.stdout).toContain('1 × individual');
    const own = await importing(['names.csv'], ['--as', 'team-list', '--list-url', 'https://intranet.example/list']);
    expect(own.rules?.lists).toMatchObject([
      { id: 'team-list', url: 'https://intranet.example/list', 'as-of': '2026-11-20' },
    ]);
    const builtIn = await importing(['names.csv'], ['--as', 'us-uflpa']);
    expect(builtIn.rules?.lists).toEqual([]);
    expect(new Set(builtIn.rules?.entities.map(({ listings }) => listings?.[0]?.list))).toEqual(new Set(['us-uflpa']));
    expect((await importing(['names.csv'], ['--as', 'Team List'])).code).toBe(2);
  });

  it('makes a folder that scan judges by: the list with its date, under the profile that binds it', async () => {
    const { folder } = await importing(['consolidated.csv']);
    writeFileSync(
      join(folder, 'devices.csv'),
      'hostname,manufacturer,model\nnode1,Fernhill Quantum Instruments,FQ-1\nnode2,Fernhill Hotels,F\n',
    );
    const ran = await run(
      ['scan', 'devices.csv', '-r', 'rules', '-p', 'us-federal-contractor', '-f', 'json', '--as-of', '2026-11-25'],
      {
        cwd: folder,
      },
    );
    const { findings, knowledge } = JSON.parse(ran.stdout) as {
      findings: {
        entity: { id: string };
        severity: string;
        listings: { list: string; asOf: string; since: string }[];
      }[];
      knowledge: { lists: { id: string; asOf: string }[] };
    };
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      entity: { id: 'fernhill-quantum-instruments-co-ltd' },
      listings: [{ list: 'us-csl-el', asOf: '2026-11-20', since: '2025-03-28' }],
    });
    expect(knowledge.lists.find(({ id }) => id === 'us-csl-el')).toMatchObject({ asOf: '2026-11-20' });
  });

  it('gives the same bytes again, whatever the order of rows, and replaces only what an import wrote', async () => {
    // One organisation on two lists, the second time without an address.
    const twice = (text: string) =>
      text +
      text
        .split('\n')
        .filter((line) => line.startsWith('a9'))
        .join('\n')
        .replace('Unverified List (UVL)', 'Entity List (EL)')
        .replace('"Kowloon, HK"', '') +
      '\n';
    const folder = downloads({ 'consolidated.csv': twice });
    const read = () =>
      readdirSync(join(folder.path, 'rules')).map((name) => readFileSync(join(folder.path, 'rules', name), 'utf8'));
    expect((await importing(['consolidated.csv'], [], folder)).code).toBe(0);
    const first = read();
    const [head = '', ...rows] = readFileSync(join(folder.path, 'consolidated.csv'), 'utf8').trimEnd().split('\n');
    expect(rows).toHaveLength(10);
    writeFileSync(join(folder.path, 'consolidated.csv'), `${[head, ...rows.reverse()].join('\n')}\n`);
    expect((await importing(['consolidated.csv'], [], folder)).code).toBe(0);
    expect(read()).toEqual(first);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('.'))).toEqual([]);
    writeFileSync(join(folder.path, 'rules', 'mine.yaml'), 'entities: []\n');
    const refused = await importing(['consolidated.csv'], [], folder);
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('rules/mine.yaml: was not written by an import'),
    });
    expect(readdirSync(join(folder.path, 'rules'))).toContain('mine.yaml');
  });

  it.each([
    [
      'a CSV cut in a row',
      'consolidated.csv',
      (text: string) => text.slice(0, text.indexOf('Barnaul')),
      /consolidated\.csv:6: has \d+ columns where the heading has 29/,
    ],
    [
      'a JSON document cut in an entry',
      'consolidated.json',
      (text: string) => text.slice(0, text.length >> 1),
      /consolidated\.json:\d+: /,
    ],
    [
      'an SDN file cut in a value',
      'sdn.csv',
      (text: string) => text.slice(0, text.indexOf('ZSERVERS') + 30),
      /sdn\.csv:7: has \d+ columns where the file has 12/,
    ],
    [
      'an SDN file cut in its last value',
      'sdn.csv',
      (text: string) => text.slice(0, text.indexOf('\r\n306') - 3),
      /sdn\.csv:2: ends in the middle of a value/,
    ],
    [
      'a page cut in its table',
      'fcc-covered-list.html',
      (text: string) => text.slice(0, text.length >> 1),
      /fcc-covered-list\.html:1: a table begins here that nothing closes/,
    ],
    [
      'a row of the Covered List without a date',
      'fcc-covered-list.csv',
      (text: string) => text.replace('"July 7, 2026"', 'pending'),
      /fcc-covered-list\.csv:6: gives no date/,
    ],
    [
      'a quote that nothing closes',
      'names.csv',
      (text: string) => text.replace('Quillfeather', '"Quillfeather'),
      /names\.csv:5: opens a quote/,
    ],
    [
      'a country that is none',
      'names.csv',
      (text: string) => text.replace(',FR,', ',Atlantis,'),
      /names\.csv:5: "Atlantis" is no country/,
    ],
    ['bytes of another encoding', 'names.csv', (text: string) => `${text}Caf`, /names\.csv:6: /],
  ])('refuses %s by name and line, and takes the rest where that is asked for', async (_, file, damage, message) => {
    const folder = downloads({ [file]: damage });
    if (file === 'names.csv' && readFileSync(join(folder.path, file), 'utf8').endsWith('Caf'))
      writeFileSync(
        join(folder.path, file),
        Buffer.concat([readFileSync(join(folder.path, file)), Buffer.from([0xe9, 0x20, 0x41])]),
      );
    const { code, stderr } = await importing([file], [], folder);
    expect(code).toBe(3);
    expect(stderr).toMatch(message);
    expect(readdirSync(folder.path)).not.toContain('rules');
    if (message.source.includes('names\\.csv:6')) return;
    const rest = await importing([file], ['--allow-incomplete'], folder);
    expect(rest.code).toBe(0);
    expect(rest.rules?.entities.length).toBeGreaterThan(0);
  });

  it('reads other encodings by name', async () => {
    const folder = downloads();
    writeFileSync(
      join(folder.path, 'latin.csv'),
      Buffer.from('name,country\nSociété Générale d’Essai,FR\n'.replace('’', "'"), 'latin1'),
    );
    expect((await importing(['latin.csv'], [], folder)).stderr).toContain(
      'latin.csv:2: is not valid UTF-8; name its encoding with --encoding',
    );
    const { rules } = await importing(['latin.csv'], ['--encoding', 'windows-1252'], folder);
    expect(rules?.entities).toMatchObject([{ name: "Société Générale d'Essai", country: 'FR' }]);
  });

  it('tells companions without their list, files of two days, files of another kind and lists without an organisation', async () => {
    expect(await importing(['add.csv'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('add.csv: holds addresses'),
    });
    const twoDays = downloads({ 'alt.csv': (text) => text.replace('50001,902', '50999,902') });
    expect(await importing(['sdn.csv', 'alt.csv'], [], twoDays)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('alt.csv:4: speaks of entry 50999, which the list does not hold'),
    });
    const other = downloads({ 'names.csv': () => 'hostname,serial\na,b\n' });
    expect(await importing(['names.csv'], [], other)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('names.csv: is none of the files'),
    });
    const people = downloads({ 'names.csv': () => 'name,type\nJane Example,Person\n' });
    expect(await importing(['names.csv'], [], people)).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('1 × individual'),
    });
    expect(await importing(['names.csv'], ['--allow-empty'], people)).toMatchObject({ code: 0 });
    expect(await importing(['nowhere.csv'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nowhere.csv: there is no such file'),
    });
  });

  it('writes one file where -o ends in .yaml, and does not overwrite an input or a file of somebody else', async () => {
    const folder = downloads();
    const one = await run(['rules', 'import', 'names.csv', '-o', 'suppliers.yaml', '--as-of', '2026-11-20'], {
      cwd: folder.path,
    });
    expect(one.code).toBe(0);
    expect((await run(['rules', 'check', 'suppliers.yaml'], { cwd: folder.path })).stdout).toContain(
      '0 mistakes, 0 warnings',
    );
    writeFileSync(join(folder.path, 'mine.yaml'), 'entities: []\n');
    expect((await run(['rules', 'import', 'names.csv', '-o', 'mine.yaml'], { cwd: folder.path })).code).toBe(2);
    mkdirSync(join(folder.path, 'deep'));
    expect((await run(['rules', 'import', 'names.csv', '-o', 'none/deep'], { cwd: folder.path })).code).toBe(2);
  });
});

describe('names of lists that give no type', () => {
  it.each([
    'Huawei Technologies Co., Ltd.',
    'Sichuan University',
    'Corezing International',
    'Kraftway',
    '13th Research Institute of CETC',
    'Al Rashid Trading',
    '北京科技大学研究院',
    'Concern Radio-Electronic',
  ])('%s is an organisation', (name) => expect(readsAsOrganisation(name)).toBe(true));
  it.each([
    'Ivan Testov',
    'TESTOVICH, Example',
    'Maria del Carmen Prueba',
    'Abdul Karim bin Example',
    'Jean-Luc Essai',
  ])('%s may be a person', (name) => expect(readsAsOrganisation(name)).toBe(false));
});

describe('imported rows', () => {
  const row = (name: string, country?: string): NamedRow => ({
    name,
    aliases: [],
    ...(country !== undefined && { country }),
    reason: 'r',
    list: { list: 'l', source: { title: 't', kind: 'primary' } },
    place: { path: 'p', line: 1 },
  });

  it('adds to a known entity by its exact name only', () => {
    const merge = (name: string, country?: string) =>
      mergeRows([row(name, country)], shippedKnowledge()).map(({ id }) => id);
    expect(merge('HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO LTD')).toEqual(['hikvision']);
    expect(merge('Hangzhou Hikvision Digital Technology Co., Ltd.', 'US')).toEqual([
      'hangzhou-hikvision-digital-technology-co-ltd',
    ]);
    expect(merge('Hikvision Hotels')).toEqual(['hikvision-hotels']);
    // An ordinary word without a country may be anybody.
    expect(merge('Prama')).not.toEqual(['prama']);
  });

  it('is one organisation for one name and country, and two for two countries', () => {
    const ids = mergeRows(
      [row('Acme Sonar', 'CN'), row('ACME SONAR', 'CN'), row('Acme Sonar', 'RU')],
      shippedKnowledge(),
    );
    expect(ids.map(({ id, listings }) => `${id} ${listings.length}`)).toEqual(['acme-sonar 1', 'acme-sonar-ru 1']);
  });

  it('is a sound rule file whatever the names hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1, maxLength: 20 }), (names) => {
        const rows = names
          .map((name) => name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim())
          .filter((name) => /\p{L}/u.test(name));
        const entities = mergeRows(
          rows.map((name) => row(name)),
          shippedKnowledge(),
        );
        const known = shippedKnowledge();
        for (const [path, text] of ruleFiles([], entities, 'from a test')) {
          const { mistakes } = readRuleFiles([{ path, text, place: 'own' }], {
            known: { lists: ['l'], entities: known.entityIds(), origins: [], profiles: [], duties: [] },
          });
          expect(mistakes).toEqual([]);
        }
        expect(new Set(entities.map(({ id }) => id)).size).toBe(entities.length);
      }),
      { numRuns: 60 },
    );
  });
});
