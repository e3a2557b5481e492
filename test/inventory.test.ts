import { array, assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appIdsOf, platformOf } from '../src/formats/inventory/app-ids.ts';
import { dateOf, isIsoDay } from '../src/formats/inventory/cell-date.ts';
import { cellValue, isScientificNumber } from '../src/formats/inventory/cell-value.ts';
import { planColumns } from '../src/formats/inventory/column-plan.ts';
import { fccIds, hexPairs, windowsHardwareIds } from '../src/formats/inventory/hardware-ids.ts';
import { headerSynonyms } from '../src/formats/inventory/header-synonyms.ts';
import { foldedLabels, foldHeader, meaningOf } from '../src/formats/inventory/header-words.ts';
import { macsOf } from '../src/formats/inventory/mac-cell.ts';
import { mapTarget } from '../src/formats/inventory/map-targets.ts';
import { records } from '../src/formats/inventory/records.ts';
import { table } from '../src/formats/inventory/table.ts';
import type { Component } from '../src/model/component.ts';
import type { Problem } from '../src/model/problem.ts';
import type { Encoding } from '../src/scan/decode.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { readInput } from '../src/scan/read-input.ts';
import { csvReader } from '../src/syntax/csv.ts';

function readTable(content: string | Uint8Array, more: { encoding?: Encoding; map?: Record<string, string> } = {}) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const components: Component[] = [];
  const map = more.map && new Map(Object.entries(more.map));
  const reading = readInput(
    memoryTree(new Map([['list.csv', bytes]])),
    'list.csv',
    table,
    { named: true, encoding: more.encoding, map },
    (batch) => components.push(...batch),
  );
  return { ...reading, components };
}

/** `kind value` of everything a table says, without places: what dialects of one table must agree on. */
function said(components: readonly Component[]): string[] {
  return components.map(
    ({ name, identifiers }) =>
      `${name}: ${(identifiers ?? []).map(({ kind, value }) => `${kind} ${value}`).join(', ')}`,
  );
}

const codes = (problems: readonly Problem[]) => problems.map(({ code, line }) => `${code}:${line ?? ''}`);

describe('fault table, area csv', () => {
  it('CSV-01: an unbalanced quote in row 2 of 1,000 costs that row its quotes and no other row anything', () => {
    const rows = Array.from({ length: 1000 }, (_, at) => `h${at},${at === 1 ? '"' : ''}Acme,M${at}`);
    const reading = readTable(`Hostname,Manufacturer,Model\n${rows.join('\n')}\n`);
    expect(reading.status).toBe('partial');
    expect(codes(reading.problems)).toEqual(['unbalanced-quote:3']);
    expect(reading.components).toHaveLength(1000);
    expect(said(reading.components)[999]).toBe('Acme M999: organisation Acme, model M999');
  });

  it('CSV-01: the same in the last row', () => {
    const reading = readTable('Hostname,Manufacturer,Model\nh1,Acme,M1\nh2,"Acme,M2');
    expect(reading.status).toBe('partial');
    expect(codes(reading.problems)).toEqual(['unbalanced-quote:3']);
    expect(reading.components).toHaveLength(2);
  });

  it('CSV-02: many ragged rows are twenty named problems and a count', () => {
    const rows = Array.from({ length: 500 }, (_, at) => `h${at},Acme`);
    const reading = readTable(`Hostname,Manufacturer,Model\n${rows.join('\n')}\n`);
    expect(reading.components).toHaveLength(500);
    expect(reading.problems).toHaveLength(21);
    expect(reading.problems[0]).toMatchObject({ code: 'ragged-row', line: 2, weight: 'lost' });
    expect(reading.problems[20]?.message).toBe('480 more rows have the same trouble');
  });

  it('CSV-02: a table without a header line is an error when it is named', () => {
    const reading = readTable('h1,Acme,M1\nh2,Acme,M2\n');
    expect(reading.status).toBe('failed');
    expect(codes(reading.problems)).toEqual(['not-this-format:']);
  });

  it('CSV-03: one inventory in five dialects says the same', () => {
    const rows = [
      ['Hostname', 'Manufacturer', 'Model', 'Price', 'Notes'],
      ['h1', 'Acme, Inc.', 'M;1', '1,5', 'first\nsecond'],
      ['h2', 'Other | Works', 'M\t2', '2,5', 'say "no"'],
    ];
    const dialect = (delimiter: string, end: string, head = '') =>
      head +
      rows
        .map((row) =>
          row.map((cell) => (/[,;|\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
        )
        .join(end);
    const expected = [
      'Acme, Inc. M;1: organisation Acme, Inc., model M;1',
      'Other | Works M 2: organisation Other | Works, model M 2',
    ];
    for (const text of [
      dialect(',', '\n'),
      dialect(';', '\r\n'),
      dialect('\t', '\n'),
      dialect('|', '\r\n'),
      dialect('~', '\r\n', 'sep=~\r\n'),
    ]) {
      const reading = readTable(text);
      expect(said(reading.components)).toEqual(expected);
      expect(reading.status).toBe('parsed');
    }
  });

  it('CSV-04: rows are handed on while the table is still being read', () => {
    let handed = 0;
    const reader = table.open('list.csv', () => handed++, {});
    const rows = Array.from({ length: 10_000 }, (_, at) => `h${at},Acme,M${at % 7}\n`).join('');
    reader.write('Hostname,Manufacturer,Model\n');
    for (let piece = 1; piece <= 20; piece++) {
      reader.write(rows);
      expect(handed).toBe(piece * 10_000);
    }
    expect(reader.end()).toEqual([]);
  });

  it('CSV-05: headers and cells named like members of objects are data', () => {
    const reading = readTable(
      '__proto__,constructor,toString,Manufacturer,Model\na,b,c,__proto__,constructor\nd,e,f,toString,valueOf\n',
      { map: { constructor: 'site', toString: 'category' } },
    );
    expect(said(reading.components)).toEqual([
      '__proto__ constructor: organisation __proto__, model constructor, category c',
      'toString valueOf: organisation toString, model valueOf, category f',
    ]);
    expect(reading.components[0]?.attributes).toEqual({ site: 'b', category: 'c' });
    expect(reading.problems).toEqual([
      {
        code: 'unmapped-columns',
        path: 'list.csv',
        line: 1,
        message: 'columns that were not read: __proto__; --map header=column says what one holds',
        weight: 'note',
      },
    ]);
  });
});

describe('fault table, area encoding', () => {
  const text = '设备名称,制造商,型号\n摄像头一号,海康威视,DS-2CD2143G2-I\n';
  // GB18030 has no encoder in Node: the bytes of the text above, by the table of GB 2312.
  const gbk = Buffer.from(
    'c9e8b1b8c3fbb3c62cd6c6d4ecc9cc2cd0cdbac50ac9e3cff1cdb7d2bbbac52cbaa3bfb5cdfecad32c44532d324344323134334732' +
      '2d490a',
    'hex',
  );

  it('ENCODING-03: a GBK table is a failure without the option and is read with it', () => {
    const without = readTable(gbk);
    expect(without.status).toBe('failed');
    expect(without.problems[0]).toMatchObject({ code: 'wrong-encoding', line: 1 });
    expect(without.components).toEqual([]);
    const wanted = said(readTable(text).components);
    expect(wanted).toEqual(['海康威视 DS-2CD2143G2-I: organisation 海康威视, model DS-2CD2143G2-I']);
    expect(said(readTable(gbk, { encoding: 'gb18030' }).components)).toEqual(wanted);
  });

  it('ENCODING-03: Windows-1252', () => {
    const bytes = Buffer.from('Bezeichnung;Hersteller;Modell;Seriennummer\nWählgerät;Müller;Größe 5;S1\n', 'latin1');
    expect(readTable(bytes).status).toBe('failed');
    expect(said(readTable(bytes, { encoding: 'windows-1252' }).components)).toEqual([
      'Müller Größe 5: organisation Müller, model Größe 5',
    ]);
  });

  it('ENCODING-03: Shift-JIS', () => {
    const japanese = '機器名,メーカー,型番\nカメラ1,ハイクビジョン,DS-2CD2143G2-I\n';
    // Node has no encoder for it: the bytes of the text above, by JIS X 0208.
    const bytes = Buffer.from(
      '8b408aed96bc2c8381815b834a815b2c8c5e94d40a834a83818389312c836e8343834e83728357838783932c44532d3243443231343347322d490a',
      'hex',
    );
    expect(readTable(bytes).status).toBe('failed');
    const wanted = ['ハイクビジョン DS-2CD2143G2-I: organisation ハイクビジョン, model DS-2CD2143G2-I'];
    expect(said(readTable(japanese).components)).toEqual(wanted);
    expect(said(readTable(bytes, { encoding: 'shift_jis' }).components)).toEqual(wanted);
  });

  it('ENCODING-01, ENCODING-02: marks and UTF-16 change nothing', () => {
    const wanted = said(readTable(text).components);
    const marked = `\ufeff${text}`;
    for (const bytes of [Buffer.from(marked), Buffer.from(marked, 'utf16le'), Buffer.from(marked, 'utf16le').swap16()])
      expect(said(readTable(bytes).components)).toEqual(wanted);
  });

  it('ENCODING-05: a NUL byte ends it as a failure, and nothing is cut at it', () => {
    const reading = readTable('Hostname,Manufacturer,Model\nh1,Ac\0me,M1\nh2,Acme,M2\n');
    expect(reading.status).toBe('failed');
    expect(reading.components).toEqual([]);
  });

  it('ENCODING-08: half a surrogate pair in JSON is kept or shown, and costs nothing else', () => {
    const json =
      '[{"hostname":"h1","manufacturer":"Ac\\ud800me","model":"M1"},{"hostname":"h2","manufacturer":"Acme","model":"M2"}]';
    const components: Component[] = [];
    const tree = memoryTree(new Map([['list.json', Buffer.from(json)]]));
    const reading = readInput(tree, 'list.json', records, { named: true }, (batch) => components.push(...batch));
    expect(reading.status).toBe('parsed');
    expect(components.map(({ identifiers }) => identifiers?.length)).toEqual([2, 2]);
    expect(said(components)[1]).toBe('Acme M2: organisation Acme, model M2');
  });

  it('ENCODING-04: invalid bytes in a late row end the table there, and what was read before stays', () => {
    const row = 'h,Acme,M1,a long note that fills the row\n';
    const head = `Hostname,Manufacturer,Model,Notes\n${row.repeat(110_000)}`;
    const reading = readTable(
      Buffer.concat([Buffer.from(`${head}h,Ac`), Buffer.from([0xc3, 0x28]), Buffer.from('me,M2,\n')]),
    );
    expect(reading.status).toBe('partial');
    expect(codes(reading.problems)).toEqual(['wrong-encoding:110002']);
    expect(reading.components.length).toBeGreaterThan(90_000);
  });

  it('ENCODING-06: CR, CRLF and mixed line ends give the same rows on the same lines', () => {
    const lines = ['Hostname,Manufacturer,Model', 'h1,Acme,M1', 'h2,Acme,"M2"', 'h3,Acme,M3'];
    const places = (content: string) =>
      readTable(content).components.map(({ name, at }) => [name, 'line' in at ? at.line : 0]);
    const wanted = [
      ['Acme M1', 2],
      ['Acme M2', 3],
      ['Acme M3', 4],
    ];
    expect(places(lines.join('\n'))).toEqual(wanted);
    expect(places(lines.join('\r\n'))).toEqual(wanted);
    expect(places(lines.join('\r'))).toEqual(wanted);
    expect(places(`${lines[0]}\r\n${lines[1]}\n${lines[2]}\r${lines[3]}\r\n`)).toEqual(wanted);
  });

  it('ENCODING-07: zero-width characters leave a maker, confusable letters stay what they are', () => {
    const reading = readTable('Hostname,Manufacturer,Model\nh1,Hik\u200bvision,M1\nh2,Huаwei,M2\n');
    expect(said(reading.components)).toEqual([
      'Hikvision M1: organisation Hikvision, model M1',
      'Huаwei M2: organisation Huаwei, model M2',
    ]);
  });
});

describe('cut anywhere', () => {
  it('gives the same rows for every piece size', () => {
    const text =
      'sep=;\r\nHostname;Manufacturer;Model;MAC\r\nh1;"Acme; ""Inc""";M1;00:11:22:33:44:55\r\nh2;Acme;"M\r\n2";\r\n\r\nh3;Acme;M3;0011.2233.4455\r\n';
    const read = (size: number) => {
      const components: Component[] = [];
      const reader = table.open('x.csv', (component) => components.push(component), {});
      for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
      return { problems: reader.end(), components };
    };
    const whole = read(text.length);
    expect(whole.components.map(({ at }) => at)).toEqual([
      { line: 3, column: 1 },
      { line: 4, column: 1 },
      { line: 7, column: 1 },
    ]);
    for (let size = 1; size < 40; size++) expect(read(size)).toEqual(whole);
  });

  it('gives the same rows when a long table is cut in the middle of lines', () => {
    const rows = Array.from(
      { length: 9000 },
      (_, at) =>
        `h${at},Acme ${at % 3},M${at},00:11:22:33:${(at >> 8).toString(16).padStart(2, '0')}:${(at & 255).toString(16).padStart(2, '0')}`,
    );
    const text = `Hostname,Manufacturer,Model,MAC\n${rows.join('\n')}\n`;
    for (const size of [70_000, 100_001, 131_072]) {
      const components: Component[] = [];
      const reader = table.open('x.csv', (component) => components.push(component), {});
      for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
      expect(reader.end()).toEqual([]);
      expect(components).toHaveLength(9000);
      expect(
        components.every(
          ({ name, at }, row) => name === `Acme ${row % 3} M${row}` && 'line' in at && at.line === row + 2,
        ),
      ).toBe(true);
    }
  });
});

describe('fields found in place', () => {
  const pieces = constantFrom('a', 'bc', ',', ',,', '"', '""', '"x"', '"x,y"', '"x\ny"', '\n', '\r\n', '\r', ' ', ';');

  it('are those of split records, for any text cut anywhere', () => {
    const read = (text: string, size: number, isInPlace: boolean) => {
      const seen: unknown[] = [];
      const reader = csvReader({
        delimiter: ',',
        onRecord: (fields, line, places) => {
          // A plain record has no places: its fields begin where the ones before end.
          let column = 1;
          const columns = fields.map((field) => (column += field.length + 1) - field.length - 1);
          seen.push([line, fields, places ? [...places.columns] : columns]);
        },
        ...(isInPlace && {
          onCells: (piece: string, starts: Int32Array, ends: Int32Array, count: number, line: number) => {
            const fields = Array.from({ length: count }, (_, at) => piece.slice(starts[at], ends[at]));
            const begin = piece.lastIndexOf('\n', (starts[0] as number) - 1);
            const from = Math.max(begin, piece.lastIndexOf('\r', (starts[0] as number) - 1)) + 1;
            const columns = fields.map((_, at) => {
              const start = starts[at] as number;
              return (
                start -
                (start > from && piece[start - 1] === '"' && piece[ends[at] as number] === '"' ? 1 : 0) -
                from +
                1
              );
            });
            seen.push([line, fields, columns]);
          },
        }),
      });
      for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
      reader.end();
      return seen;
    };
    assert(
      property(array(pieces, { maxLength: 40 }), integer({ min: 1, max: 60 }), (parts, size) => {
        const text = parts.join('');
        expect(read(text, size, true)).toEqual(read(text, text.length + 1, false));
      }),
      { numRuns: 3000, seed: 889 },
    );
  });
});

describe('headers', () => {
  it('have one meaning each: a label stands under one neutral column', () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const [column, labels] of Object.entries(headerSynonyms))
      for (const label of new Set(foldedLabels(labels))) {
        if (seen.has(label)) twice.push(`${label}: ${seen.get(label)} and ${column}`);
        seen.set(label, column);
      }
    expect(twice).toEqual([]);
  });

  it.each([
    ['Manufacturer', 'manufacturer'],
    ['MANUFACTURER_NAME', 'manufacturer'],
    ['Device Manufacturer', 'manufacturer'],
    ['Camera Vendor', 'manufacturer'],
    ['Vendor', 'vendor'],
    ['Supplier', 'supplier'],
    ['Lieferant', 'supplier'],
    ['供应商', 'supplier'],
    ['BIOS Vendor', 'bios'],
    ['Wi-Fi MAC Address', 'mac'],
    ['MAC Address (LAN)', 'mac'],
    ['MAC 2', 'mac'],
    ['eth0 mac', 'mac'],
    ['macOS', undefined],
    ['mac12', undefined],
    ['MAC 3', 'mac'],
    ['Machine', 'name'],
    ['Serial # (S/N)', 'serial'],
    ['NIC Manufacturer', 'part-maker'],
    ['Modem Model', 'part-model'],
    ['ＭＡＣアドレス', 'mac'],
    ['__proto__', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('%s is %s', (header, column) => {
    expect(meaningOf(header)?.column).toBe(column);
  });

  it('folds what spreadsheets vary', () => {
    expect(foldHeader('  MAC-Address_ (#1)  ')).toBe('macaddress1');
    expect(foldHeader('İsim')).toBe('isim');
  });

  it('never gives a reseller column to a maker, whatever else is missing', () => {
    const plan = planColumns(['Asset Tag', 'Supplier', 'Reseller', 'Model', 'Serial'], undefined);
    expect(plan.columns.map(({ column }) => column)).toEqual(['asset-tag', 'model', 'serial']);
  });

  it.each([
    ['date', 'rate', 'country'],
    ['name', 'email', 'company'],
    ['Brand', 'Model', 'Price', 'RAM', 'Storage', 'Rating'],
    ['make', 'model', 'year', 'mileage', 'price', 'fuel'],
    ['Name', 'Platform', 'Year', 'Genre', 'Publisher', 'NA_Sales', 'EU_Sales'],
    ['title', 'author', 'publisher', 'year'],
    ['Vendor', 'Invoice', 'Amount', 'Date'],
    ['vendor', 'service', 'country', 'contact'],
    ['name', 'version', 'license'],
    ['id', 'type', 'value'],
    ['Model', 'Accuracy', 'F1'],
    ['category', 'name', 'description', 'price'],
  ])('%s, %s, %s ... are no inventory', (...headers) => {
    expect(planColumns(headers, undefined).isInventory).toBe(false);
  });

  it.each([
    ['Manufacturer', 'Model'],
    ['Vendor', 'MAC'],
    ['MAC Address', 'IP'],
    ['Name', 'Manufacturer', 'Serial'],
    ['Hostname', 'Vendor', 'Model', 'Notes'],
    ['FCC ID', 'Model'],
    ['Software', 'Publisher', 'Version'],
    ['App', 'Bundle ID', 'Platform'],
  ])('%s, %s ... are one', (...headers) => {
    expect(planColumns(headers, undefined).isInventory).toBe(true);
  });

  it('knows the words behind --map', () => {
    expect(mapTarget('Manufacturer')).toBe('manufacturer');
    expect(mapTarget('asset_tag')).toBe('asset-tag');
    expect(mapTarget('location')).toBe('site');
    expect(mapTarget('ignore')).toBe('unused');
    expect(mapTarget('constructor')).toBeUndefined();
  });
});

describe('cells', () => {
  it.each([
    ['00:1E:10:05:D8:39', ['00:1E:10:05:D8:39'], 'read'],
    ['0x001E1005D839', ['001E1005D839'], 'read'],
    ['001E10-05D839', ['001E10-05D839'], 'read'],
    ['[00:1e:10:05:d8:39], (00:1e:10:05:d8:3a)', ['00:1e:10:05:d8:39', '00:1e:10:05:d8:3a'], 'read'],
    ['00:00:00:00:00:00', [], 'empty'],
    ['000000000000', [], 'empty'],
    ['ff-ff-ff-ff-ff-ff', [], 'empty'],
    ['n/a', [], 'empty'],
    ['1.00E+10', [], 'damaged'],
    ['1,00E+10', [], 'damaged'],
    ['1882', [], 'damaged'],
    ['102030405060', ['102030405060'], 'read'],
    ['10203040506', [], 'damaged'],
    ['2024-03-01', [], 'damaged'],
    ['see label', [], 'other'],
    ['00:1E:10:05:D8:3G', [], 'other'],
    ['00:1E:10:05:D8:39:AA:BB', [], 'other'],
  ])('MAC cell %s', (cell, macs, result) => {
    const found: string[] = [];
    expect(macsOf(cell, (mac) => found.push(mac))).toBe(result);
    expect(found).toEqual(macs);
  });

  it.each([
    ['2024-03-01', '2024-03-01'],
    ['2024/3/1', '2024-03-01'],
    ['20240301', '2024-03-01'],
    ['2024-03-01T10:00:00Z', '2024-03-01'],
    ['2024年3月1日', '2024-03-01'],
    ['01.03.2024', '2024-03-01'],
    ['31/01/2024', '2024-01-31'],
    ['01/31/2024', '2024-01-31'],
    ['03/03/2024', '2024-03-03'],
    ['1 Mar 2024', '2024-03-01'],
    ['March 1, 2024', '2024-03-01'],
    ['1709251200', '2024-03-01'],
  ])('date %s is %s', (cell, day) => {
    expect(dateOf(cell)).toEqual({ day });
  });

  it.each(['03/04/2024', '2024-02-30', '45000', '1/2/24', '00.00.0000'])('date %s is unclear', (cell) => {
    expect(dateOf(cell)).toBe('unclear');
  });

  it('tells a day in place exactly where it would be read as one', () => {
    const part = (min: number, max: number) => integer({ min, max });
    const shape = property(
      part(1960, 2205),
      part(0, 14),
      part(0, 33),
      constantFrom('', ' 10:00', 'T10:00:00Z', '1', ' ', 'x', '/2'),
      constantFrom('-', '/', '.'),
      (y, m, d, rest, mark) => {
        const cell = `${y}${mark}${String(m).padStart(2, '0')}${mark}${String(d).padStart(2, '0')}${rest}`;
        if (!isIsoDay(`,${cell},`, 1, cell.length + 1)) return;
        expect(dateOf(cell)).toEqual({ day: cell.slice(0, 10) });
      },
    );
    assert(shape, { numRuns: 3000 });
    for (const cell of ['2025-03-01', '2024-02-29', '2025-03-01T10:00:00Z', '2025-03-01 10:00']) {
      expect(isIsoDay(`x${cell}`, 1, cell.length + 1)).toBe(true);
    }
    for (const cell of [
      '2025-02-29',
      '2025-13-01',
      '1970-01-01',
      '2025-03-011',
      '2025-3-1',
      '2o25-03-01',
      '2025-03-0',
      '2025-00-10',
    ])
      expect(isIsoDay(`x${cell}1`, 1, cell.length + 1), cell).toBe(false);
  });
  it('has no date in words', () => {
    expect(dateOf('yes')).toBe('empty');
  });

  it.each([
    [' Acme ', 'Acme'],
    ['="007"', '007'],
    ["'=Acme", '=Acme'],
    ['Smith &amp; Sons', 'Smith & Sons'],
    ['&#039;x&#x41;', "'xA"],
    ['AT&T; unknown', 'AT&T; unknown'],
    ['A\u00a0B', 'A B'],
    ['To Be Filled By O.E.M.', ''],
    ['N/A', ''],
    ['(null)', ''],
  ])('value of %j is %j', (raw, value) => {
    expect(cellValue(raw)).toBe(value);
  });

  it('tells a number with an exponent from hex digits', () => {
    expect(['1.00E+10', '1E+49', '8.6E+14', '1,5e-3'].map(isScientificNumber)).toEqual([true, true, true, true]);
    expect(['5E1234', '001E10', 'E10', '1E49', '12'].map(isScientificNumber)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('reads numbers of registries', () => {
    expect(fccIds('FCC ID: 2ANJH-WHCS1, QISMC509; a')).toEqual(['2ANJH-WHCS1', 'QISMC509']);
    expect(hexPairs('0x2C7C:0x0125 and 14c3/4d75')).toEqual(['2c7c:0125', '14c3:4d75']);
    expect(windowsHardwareIds('USB\\VID_2C7C&PID_0125\\5&1; PCI\\VEN_14C3&DEV_4D75&SUBSYS_1')).toEqual([
      { kind: 'usb', id: '2c7c:0125' },
      { kind: 'pci', id: '14c3:4d75' },
    ]);
  });

  it('reads app ids by form and platform', () => {
    expect(platformOf('Android Enterprise')).toBe('android');
    expect(platformOf('iPadOS')).toBe('ios');
    expect(platformOf('Darwin')).toBe('macos');
    expect(platformOf('Web app')).toBeUndefined();
    expect(appIdsOf('{0A1B-2C}', 'windows')).toEqual([]);
    expect(appIdsOf('Tencent.WeChat', undefined)).toEqual([{ kind: 'winget', value: 'Tencent.WeChat' }]);
    expect(appIdsOf('lodash', undefined)).toEqual([]);
  });

  it('takes linear time on long hostile cells', () => {
    const long = 'a:'.repeat(50_000);
    const began = performance.now();
    for (const cell of [
      long,
      '0'.repeat(100_000),
      ' '.repeat(100_000),
      '&#'.repeat(50_000),
      '1E'.repeat(50_000),
      '-'.repeat(100_000),
    ]) {
      cellValue(cell);
      macsOf(cell, () => {});
      dateOf(cell);
      fccIds(cell);
      hexPairs(cell);
      windowsHardwareIds(cell);
      meaningOf(cell);
      appIdsOf(cell, undefined);
    }
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
