import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/model/report.ts';
import { displayWidth, wrap } from '../src/report/writing/display-width.ts';
import { harmlessLine, visible } from '../src/report/writing/visible-text.ts';
import { manyFindings, readReport, rendered, reportNames, withFindings } from './report-examples.ts';

describe('table', () => {
  it.each([40, 60, 80, 120])('stays within %i columns, also with wide and hostile names', async (width) => {
    for (const name of reportNames) {
      for (const verbose of ['yes', 'no'] as const) {
        const text = await rendered('table', readReport(name), { width, verbose });
        const wide = text.split('\n').filter((line) => displayWidth(line) > width);
        expect(wide, `${name} ${verbose}`).toEqual([]);
      }
    }
  });
  it('does not wrap where no width is known', async () => {
    const text = await rendered('table', readReport('typical'));
    expect(text).toContain(
      '    What to do: Do not buy more of it under contracts the list reaches. Replace it with one from another publisher, or record an exemption with a reason and an end date.\n',
    );
  });
  it('shows a component that two inputs hold as one block, with both places', async () => {
    const report = readReport('typical');
    const [model] = report.findings;
    if (model === undefined) throw new Error('a finding is needed');
    const [place] = model.evidence;
    if (place === undefined) throw new Error('a place is needed');
    const twin: Finding = {
      ...model,
      id: 'wf-00000000000000aa',
      evidence: [{ ...place, path: 'other/package.json', line: 5 }],
    };
    const text = await rendered('table', withFindings(report, [model, twin]));
    expect(text.split(model.component.name).length - 1).toBe(
      1 + (text.match(/through .*/)?.[0].split(model.component.name).length ?? 1) - 1,
    );
    expect(text).toContain('also other/package.json:5');
    expect(text).toContain('CRITICAL 2 findings');
  });
  it('goes from severe to mild and names each organisation once a severity', async () => {
    const text = await rendered('table', readReport('typical'), { width: 80 });
    const heads = text
      .split('\n')
      .filter((line) => /^(CRITICAL|HIGH|MEDIUM|LOW|INFO) /.test(line) || /^ {2}\S/.test(line));
    expect(heads.slice(0, 10)).toEqual([
      'CRITICAL 1 finding', '  Alibaba (CN)', 'HIGH 1 finding', '  Hikvision (CN)', 'MEDIUM 1 finding', '  origin/mirrors', 'LOW 1 finding',
      '  Hikvision (CN)', 'INFO 1 finding', '  Lorex (CA)',
    ]); // biome-ignore format: a list
  });
  it('sums up, and says what was waived', async () => {
    expect(await rendered('table', readReport('typical'), { width: 80 })).toContain(
      '5 findings: 1 critical, 1 high, 1 medium, 1 low, 1 info; 1 waived.\n423 components in 4 inputs (4 read).\n',
    );
    expect(await rendered('table', readReport('empty'), { width: 80 })).toBe(
      'No open findings.\n2 components in 1 input (1 read).\nProfile default, as of 2026-11-22, knowledge 2026.11.22.\n',
    );
  });
  it('never says less than that the scan is not complete', async () => {
    const text = await rendered('table', readReport('incomplete'), { width: 80 });
    expect(text).toContain('web/package-lock.json:9:4: unexpected end of text (syntax)');
    expect(text).toContain('api/go.mod: partial, too-deep');
    expect(text.endsWith('The scan is not complete: see NOT READ above.\n')).toBe(true);
  });
  it('shows eight of many and counts the rest, and all when asked', async () => {
    const report = manyFindings(readReport('typical'), 100);
    const short = await rendered('table', report, { width: 80 });
    expect(short.match(/@alicloud\/openapi-client-\d+ /g)).toHaveLength(40);
    expect(short).toContain('... and 12 more (-v shows all)');
    const long = await rendered('table', report, { width: 200, verbose: 'yes' });
    expect(new Set(long.match(/@alicloud\/openapi-client-\d+ 0/g)).size).toBe(100);
  });
  it('groups by site and by model when asked', async () => {
    const bySite = await rendered('table', readReport('typical'), { width: 80, groupBy: 'site' });
    expect(bySite.match(/^ {2}\S.*$/gm)?.slice(0, 6)).toEqual([
      '  no site',
      '  Depot 1',
      '  Depot 2',
      '  no site',
      '  Depot 1',
      '  no site',
    ]);
    expect(bySite).toContain('manufactured by Hikvision: oui:28:57:BE');
    expect(bySite).toMatch(
      /Depot 1\n[\s\S]*?A3[\s\S]*?1 of 4 are here[\s\S]*?Depot 2\n[\s\S]*?A3[\s\S]*?3 of 4 are here/,
    );
    expect(await rendered('table', readReport('typical'), { width: 80, groupBy: 'model' })).toContain('\n  LNB8005\n');
  });
  it('hands roles to paint, and its colours do not count as width', async () => {
    const roles = new Set<string>();
    const text = await rendered('table', readReport('typical'), {
      width: 60,
      paint: (role, part) => {
        roles.add(role);
        return `\u001b[1m${part}\u001b[0m`;
      },
    });
    for (const role of ['critical', 'high', 'medium', 'low', 'info', 'strong', 'dim', 'path'])
      expect(roles).toContain(role);
    const bare = text.replace(/\u001b\[[01]m/g, '');
    expect(text).not.toBe(bare);
    expect(bare).toBe(await rendered('table', readReport('typical'), { width: 60 }));
  });
  it('shows a site without findings of a waived kind nowhere', async () => {
    const report = readReport('typical');
    const waived = report.findings.map((finding): Finding => ({ ...finding, status: 'waived' }));
    const text = await rendered('table', withFindings(report, waived), { width: 80 });
    expect(text).toContain('No open findings; 6 waived.');
    expect(text).not.toContain('Hikvision');
  });
});

describe('visible text', () => {
  it.each([
    ['plain -_/@ ünï 日本', 'plain -_/@ ünï 日本'],
    ['\u001b[2J', '\\x1b[2J'],
    ['\u009b31m', '\\x9b31m'],
    ['a\u202eb\u200bc', 'a\\u202eb\\u200bc'],
    ['a\r\n\tb', 'a\\r\\n\\tb'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800x', '\\ud800x'],
    ['\u2028\ufeff\u0000\u007f', '\\u2028\\ufeff\\x00\\x7f'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
  it.each([
    ['::error::x', '\\x3a:error::x'],
    ['   ::error::x', '   \\x3a:error::x'],
    ['std::vector', 'std::vector'],
    ['a ##[error]b', 'a #\\x23[error]b'],
  ])('the line %j is harmless as %j', (line, harmless) => {
    expect(harmlessLine(line)).toBe(harmless);
  });
});

describe('display width', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['ｱ', 1],
    ['Ａ', 2],
    ['e\u0301', 1],
    ['한글', 4],
    ['🎥', 2],
    ['é', 1],
  ])('%s takes %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
  it('wraps at blanks, and inside a word only where it must', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('日本語文', 5)).toEqual(['日本', '語文']);
  });
});
