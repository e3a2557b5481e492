import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../src/model/report.ts';
import { readReport, rendered, withFindings } from './report-examples.ts';

const typical = readReport('typical');
const camera = typical.findings.find(({ component }) => component.name === 'A3') as Finding;
const listing = camera.listings[0] as Finding['listings'][number];

function row(text: string, start: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith(start));
}

describe('summary', () => {
  it('counts a component once, however many rules reach it', async () => {
    const byOrigin: Finding = { ...camera, id: 'wf-0000000000000001', rule: 'origin/routers' };
    const text = await rendered('summary', withFindings(typical, [camera, byOrigin]));
    expect(row(text, '| `FCC Covered List`')).toBe(
      '| `FCC Covered List` | `us-fcc-covered` | in-force | `2026-08-01` | 4 | 1 | 2 |',
    );
    expect(row(text, '| `Hikvision` | `CN` | `Depot 2`')).toBe(
      '| `Hikvision` | `CN` | `Depot 2` | 3 devices | 2 | `us-fcc-covered` |',
    );
  });
  it('counts no component on a list that does not reach it', async () => {
    for (const change of [{ acts: false }, { state: 'history' }, { state: 'uncertain' }] as const) {
      const findings: Finding[] = [{ ...camera, listings: [{ ...listing, ...change }] }];
      expect(row(await rendered('summary', withFindings(typical, findings)), '| `FCC Covered List`')).toMatch(
        /\| none \| none \| none \|$/,
      );
    }
  });
  it('says "none" only of lists that were asked for', async () => {
    const text = await rendered('summary', typical);
    expect(row(text, '| `Section 889 prohibition`')).toContain('| none |');
    expect(text).not.toContain('ru-fsb');
  });
  it('tells parts and entries of a catalogue from devices', async () => {
    const of = (role: 'part' | 'catalogue-entry', count: number): Finding => ({
      ...camera,
      component: { kind: 'device', name: role, role, count },
    });
    const text = await rendered(
      'summary',
      withFindings(typical, [
        of('part', 2),
        of('catalogue-entry', 3),
        { ...camera, component: { kind: 'device', name: 'x' } },
      ]),
    );
    expect(row(text, '| `Hikvision` | `CN` | not stated')).toContain('| 2 parts, 3 catalogue entries, 1 device |');
  });
  it('keeps what was accepted in the tables, with who and why', async () => {
    const text = await rendered('summary', typical);
    expect(row(text, '| high | device `Archer AX55`')).toContain('| waived |');
    expect(text).toContain('- 1 finding: replaced in the March window; owner `network team`, until `2027-03-31`\n');
  });
  it('says of an empty scan what was looked for', async () => {
    const empty: Report = { ...typical, findings: [], problems: [] };
    const text = await rendered('summary', empty);
    expect(text).toContain('Nothing was found.');
    expect(text).toContain('Every recognised input was read.');
    expect(row(text, '| `FCC Covered List`')).toContain('none');
  });
});
