import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOrganisations, isOrdinary, namesNobody, readOrganisation } from '../src/identity/organisation.ts';
import { createExaminer } from '../src/match/matcher.ts';
import { csvReader } from '../src/syntax/csv.ts';
import { at, day } from './own-rules.ts';
import { ouiNames, shippedKnowledge } from './shipped-knowledge.ts';

const verdict = (left: string, right: string): string => compareOrganisations(left, right).verdict;

describe('the same name', () => {
  it.each([
    ['Huawei Technologies Co., Ltd.', 'HUAWEI TECHNOLOGIES CO.,LTD'],
    ['Huawei Technologies Co., Ltd.', 'Huawei Technologies CO.，LTD'],
    ['Zhejiang Dahua Technology Co., Ltd.', 'ZHEJIANG DAHUA TECHNOLOGYCO.,LTD'],
    ['Yealink (Xiamen) Network Technology Co., Ltd.', 'XIAMEN YEALINK NETWORK TECHNOLOGY CO.,LTD'],
    ['ZTE Corporation', 'zte corporation'],
    ['AO Kaspersky Lab', 'Kaspersky Lab JSC'],
    ['ООО «Яндекс»', 'Яндекс'],
    ['TP-Link', 'TPLINK'],
    ['Société Générale S.A.', 'SOCIETE GENERALE SA'],
    ['Telefónica', 'Telefonica, S.A.'],
    ['华为', '華為'],
    ['中興通訊股份有限公司', '中兴通讯股份有限公司'],
    ['주식회사 카카오', '카카오'],
    ['株式会社東芝', '東芝'],
    ['Motorola Mobility LLC', 'Motorola Mobility LLC, a Lenovo Company'],
    ['Shenzhen DJI Technology Co., Ltd.', 'SZ DJI TECHNOLOGY CO.,LTD'],
  ])('%s | %s', (left, right) => {
    expect(verdict(left, right)).toBe('exact');
  });
});

describe('the same organisation under more words', () => {
  it.each([
    ['Hangzhou Hikvision Digital Technology Co., Ltd.', 'Hikvision'],
    ['Hangzhou Hikvision Digital Technology Co., Ltd.', 'Hangzhou Hikvision (Cameras)'],
    ['Autel Intelligent Technology Corp., Ltd.', 'Autel lntelligent Technology'],
    ['Haier', 'Qingdao HaierTechnology Co.,Ltd'],
    ['Hisense', 'Hisense Mobile Communications Technoligy Co.,Ltd.'],
    ['杭州海康威视数字技术股份有限公司', '海康威视'],
    ['Касперский', 'Kaspersky'],
    ['Яндекс', 'Yandex LLC'],
    ['Huawei Technologies Co., Ltd.', 'Huawei Technologies Deutschland GmbH'],
  ])('%s | %s', (left, right) => {
    expect(verdict(left, right)).toMatch(/^(?:exact|strong)$/);
  });
});

describe('another name', () => {
  it.each([
    ['ZTE Corporation', 'Aztek, Inc.'],
    ['ZTE Corporation', 'Hella Sonnen- und Wetterschutztechnik GmbH'],
    ['Zhejiang Dahua Technology Co., Ltd.', 'Shanghai Dahua Scale Factory'],
    ['Shenzhen DJI Technology Co., Ltd.', 'Avedis Zildjian Company'],
    ['TCL', 'NETCLEUS Systems Corporation'],
    ['BOE Technology Group', 'The Boeing Company'],
    ['Autel Robotics Co., Ltd.', 'Nautel LTD'],
    ['vivo', 'Vivotek, Inc.'],
    ['Ingenic Semiconductor', 'Ingenico'],
    ['Mercury Communication Technologies', 'MERCURY CORPORATION'],
    ['Motorola Mobility LLC', 'Motorola Solutions Inc.'],
    ['PAX Computer Technology (Shenzhen)', 'Pax AB'],
    ['GL Technologies (Hong Kong) Limited', 'GL TECH CO.,LTD'],
    ['Anker Innovations', 'ANKER-EAST'],
    ['Lorex Technology Inc.', 'JOREX LOREX INDIA PRIVATE LIMITED'],
    ['China Mobile', 'China Unicom'],
    ['China Electronics Corporation', 'China Electronics Technology Group Corporation'],
    ['Western Digital Corporation', 'Ningxia Western Cloud Data Technology'],
    ['中国移动', '中国联通'],
    ['Northern Fund 1 LP', 'Northern Fund 2 LP'],
  ])('%s | %s', (left, right) => {
    expect(verdict(left, right)).toBe('none');
  });

  it('a slip of the pen is weak, because a neighbour has that name', () => {
    expect(verdict('Hikvision', 'Hikvison')).toBe('weak');
    expect(verdict('Hangzhou Hikvision', 'Beijing Hikvision')).toBe('weak');
  });
});

describe('what a name is made of', () => {
  it('knows towns and trades that name nobody', () => {
    for (const text of ['Hangzhou', 'Zhejiang', 'Shenzhen Co., Ltd.', ''])
      expect(namesNobody(readOrganisation(text))).toBe(true);
    for (const text of ['Hikvision', 'Hangzhou Hikvision', 'China Mobile'])
      expect(namesNobody(readOrganisation(text))).toBe(false);
  });

  it('knows names that hundreds carry', () => {
    for (const text of ['Mercury', 'QQ', 'TCL Technology', 'Panda Electronics'])
      expect(isOrdinary(readOrganisation(text))).toBe(true);
    for (const text of ['Hikvision', 'China Mobile', 'Global Switch Mercury', '华为'])
      expect(isOrdinary(readOrganisation(text))).toBe(false);
  });
});

describe('labelled pairs', () => {
  const pairs: string[][] = [];
  const reader = csvReader({ onRecord: (fields) => pairs.push(fields) });
  reader.write(readFileSync('fixtures/names/pairs.csv', 'utf8'));
  reader.end();
  const [head, ...labelled] = pairs;

  it('are at least 400, half of them look-alikes, each once', () => {
    expect(head).toEqual(['left', 'right', 'same']);
    expect(labelled.length).toBeGreaterThanOrEqual(400);
    expect(labelled.filter(([, , same]) => same === '0').length * 2).toBeGreaterThanOrEqual(labelled.length);
    expect(labelled.every((row) => row.length === 3 && (row[2] === '0' || row[2] === '1'))).toBe(true);
    expect(new Set(labelled.map(([left, right]) => JSON.stringify([left, right].sort()))).size).toBe(labelled.length);
  });

  it('are told apart better than the published references do on theirs', () => {
    const said = labelled.filter(([left = '', right = '']) => /^(?:exact|strong)$/.test(verdict(left, right)));
    const right = said.filter(([, , same]) => same === '1').length;
    const all = labelled.filter(([, , same]) => same === '1').length;
    const [precision, recall] = [right / said.length, right / all];
    expect(precision).toBeGreaterThan(0.95);
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThan(0.865);
  });
});

describe('every name in the register of makers', () => {
  /** As simple as it can be: letters and digits between anything else. */
  const simpleWords = (text: string): string[] =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const squeezed = (text: string): string => simpleWords(text).join('');
  /** Every run of whole words, written together. */
  const runsOf = (text: string): ReadonlySet<string> => {
    const words = simpleWords(text);
    return new Set(
      words.flatMap((_, from) => words.slice(from).map((__, length) => words.slice(from, from + length + 1).join(''))),
    );
  };

  it('that only holds the letters of a maker is not that maker', () => {
    const knowledge = shippedKnowledge();
    const examine = createExaminer(knowledge, { day });
    const wrong: string[] = [];
    let holding = 0;
    const keys = knowledge
      .entityIds()
      .map((id) => knowledge.entity(id))
      .flatMap((of) =>
        of === undefined || of.role === 'reference'
          ? []
          : [of.name, ...of.aliases].map((name) => ({ id: of.id, key: readOrganisation(name).key })),
      )
      .filter(({ key }) => key.length >= 3 && /^[a-z0-9]+$/.test(key));
    const byStart = new Map<string, typeof keys>();
    for (const one of keys) byStart.set(one.key.slice(0, 3), [...(byStart.get(one.key.slice(0, 3)) ?? []), one]);
    for (const printed of ouiNames().names()) {
      const text = squeezed(printed);
      const held = [...text].flatMap((_, from) =>
        (byStart.get(text.slice(from, from + 3)) ?? []).filter(({ key }) => text.startsWith(key, from)),
      );
      if (held.length === 0) continue;
      const runs = runsOf(printed);
      const inside = held.filter(({ key }) => !runs.has(key));
      if (inside.length === 0) continue;
      holding++;
      const own = new Set(held.filter(({ key }) => runs.has(key)).map(({ id }) => id));
      const found = examine({
        kind: 'device',
        name: 'row',
        at,
        identifiers: [{ kind: 'organisation', value: printed, field: 'Vendor' }],
      });
      for (const { entity: of, rule, evidence } of found.matches) {
        // A name of its own that the register prints (`MobileTelecommunications`) is the maker, whatever else it holds.
        const isRegistered =
          evidence.some(
            ({ matched }) =>
              matched.startsWith('oui-name:') || matched.startsWith('vendor:') || matched.startsWith('brand:'),
          ) && evidence.some(({ matched }) => squeezed(matched.slice(matched.indexOf(':') + 1)) === text);
        if (
          of !== undefined &&
          rule.startsWith('entity/') &&
          inside.some(({ id }) => id === of.id) &&
          !own.has(of.id) &&
          !isRegistered
        )
          wrong.push(`${printed} is not ${of.id}`);
      }
    }
    expect(holding).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('of the fourteen that contain "zte" is not ZTE', () => {
    const examine = createExaminer(shippedKnowledge(), { day });
    const holding = [...ouiNames().names()].filter(
      (name) => squeezed(name).includes('zte') && !/^(?:shanghai )?zte\b/i.test(name),
    );
    expect(holding.length).toBeGreaterThanOrEqual(14);
    for (const value of holding) {
      const { matches } = examine({
        kind: 'device',
        name: 'row',
        at,
        identifiers: [{ kind: 'organisation', value, field: 'Vendor' }],
      });
      expect(
        matches.filter(({ entity: of }) => of?.id === 'zte').map(({ evidence }) => `${value}: ${evidence[0]?.matched}`),
      ).toEqual([]);
    }
  });

  it('that a maker registered is that maker', () => {
    const knowledge = shippedKnowledge();
    const examine = createExaminer(knowledge, { day });
    const lost: string[] = [];
    for (const id of knowledge.entityIds()) {
      for (const { match } of knowledge.entity(id)?.identifiers['oui-name'] ?? []) {
        const { matches, references } = examine({
          kind: 'device',
          name: 'row',
          at,
          identifiers: [{ kind: 'organisation', value: match, field: 'Vendor' }],
        });
        if (![...matches.map(({ entity: of }) => of?.id), ...references.map(({ entity: of }) => of.id)].includes(id))
          lost.push(`${match} is ${id}`);
      }
    }
    expect(lost).toEqual([]);
  });
});

describe('a maker field under the shipped rules', () => {
  const namedBy = (value: string): string[] => {
    const examine = createExaminer(shippedKnowledge(), { day });
    const identifiers = [{ kind: 'organisation', value, field: 'Vendor' } as const];
    const { matches } = examine({ kind: 'device', name: 'row', at, identifiers });
    return [...new Set(matches.flatMap(({ rule, entity: of }) => (rule.startsWith('entity/') ? (of?.id ?? []) : [])))];
  };

  it.each([
    ['Kaspersky Lab', 'kaspersky'],
    ['Kaspersky Labs', 'kaspersky'],
    ['AO Kaspersky Lab', 'kaspersky'],
    ['Kaspersky Lab, Inc.', 'kaspersky-lab-inc'],
    ['Kaspersky Labs Limited', 'kaspersky-labs-limited'],
    ['JD.com', 'jd'],
    ['F5', 'f5'],
    ['Media Land', 'media-land'],
    ['Positive Technologies JSC', 'positive-technologies'],
    ['Trip.com', 'trip-com'],
    ['Imagination Technologies Group plc', 'imagination'],
    ['Yangtze Memory', 'ymtc'],
  ])('%s is %s and nobody else', (value, id) => {
    expect(namedBy(value)).toEqual([id]);
  });

  // One word of a longer name, where the rest of that name is a trade, a town or a form.
  it.each([
    'Land LLC',
    'North Ltd',
    'Switch, Inc.',
    'Aircraft Ltd',
    'Camel LLC',
    'Doctor Ltd',
    'John Inc',
    'Insight LLC',
    'Positive Ltd',
    'Shipbuilding Ltd',
    'Silence LLC',
    'Trip Ltd',
    'Vantage LLC',
    'Merit Ltd',
    'Sunway Ltd',
    'JD',
    'JD Ltd',
  ])('%s is nobody', (value) => {
    expect(namedBy(value)).toEqual([]);
  });
});

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(..."ab .,()&-'公司有限株式会社华ООЯ co ltd"), maxLength: 60 }),
  );

  it('is taken apart without a throw, and the same text equals itself', () => {
    fc.assert(
      fc.property(text, (name) => {
        const read = readOrganisation(name);
        expect(compareOrganisations(name, name).score).toBe(read.whole === '' ? 0 : 1);
        expect(read.core.join('')).toBe(read.key);
      }),
    );
  });

  it('compares the same both ways', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(compareOrganisations(left, right)).toEqual(compareOrganisations(right, left));
      }),
    );
  });

  it('of a hostile length takes no longer than its length', () => {
    for (const part of ['a ', '(', 'co ltd ', '有限公司', 'a.', "'", 'technology']) {
      const begin = performance.now();
      readOrganisation(part.repeat(50_000));
      compareOrganisations(part.repeat(20_000), part.repeat(20_001));
      expect(performance.now() - begin).toBeLessThan(2_000);
    }
  });
});
