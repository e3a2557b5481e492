import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../src/model/report.ts';
import { renderers } from '../src/report/registry.ts';
import { displayWidth } from '../src/report/writing/display-width.ts';
import { active, readReport, rendered, withFindings } from './report-examples.ts';

/** Any code units, among them halves of pairs, controls and what the outputs use themselves. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '`',
      '|',
      '\n',
      '\r',
      ':',
      '#',
      '[',
      ']',
      '%',
      ',',
      '=',
      '@',
      '\u001b',
      ' ',
    ),
    maxLength: 30,
  }),
);

const report: fc.Arbitrary<Report> = fc
  .record({
    name: text,
    value: text,
    path: text.filter((path) => path !== ''),
    entity: text,
    message: text,
    remedy: text,
    note: text,
    reason: text,
  })
  .map(({ name, value, path, entity, message, remedy, note, reason }) => {
    const base = readReport('typical');
    const model = base.findings[0] as Finding;
    const finding: Finding = {
      ...model,
      rule: `entity/${entity}`,
      message,
      remedy,
      entity: { id: entity, name: entity, country: value },
      component: { kind: 'package', name, version: value, purl: value, site: note },
      evidence: [{ path, line: 1, field: value, value: name, matched: `npm:${name}` }],
      paths: [[name, value, name]],
      references: [value, reason],
      notes: [note],
      listings: model.listings.map((listing) => ({
        ...listing,
        title: entity,
        url: reason,
        why: note,
        through: value,
      })),
    };
    const problems = [{ code: note, path, line: 3, message: reason, weight: 'lost' as const }];
    const waived: Finding = {
      ...finding,
      id: 'wf-00000000000000ff',
      status: 'waived',
      waiver: { reason, owner: value, expires: note },
    };
    return {
      ...withFindings(base, [finding, waived]),
      complete: false,
      problems,
      target: { path: name, commit: value },
    };
  });

describe.each(renderers.map(({ id }) => id))('%s of any report', (id) => {
  it('holds nothing active and can be read back', async () => {
    await fc.assert(
      fc.asyncProperty(report, fc.integer({ min: 20, max: 120 }), async (about, width) => {
        const printed = await rendered(id, about, { width });
        expect(printed.replace(/^\ufeff/, '')).not.toMatch(active);
        expect(printed.isWellFormed()).toBe(true);
        readBack(id, printed, about, width);
      }),
      { numRuns: 150 },
    );
  });
});

/** The least that must hold: machine formats parse, tables keep their width, lines that commands start are our own. */
function readBack(id: string, printed: string, about: Report, width: number): void {
  const model = about.findings[0] as Finding;
  switch (id) {
    case 'json':
      expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(about)));
      break;
    case 'ndjson':
      for (const line of printed.trimEnd().split('\n')) JSON.parse(line);
      break;
    case 'sarif': {
      const [result] = JSON.parse(printed).runs[0].results;
      const { uri } = result.locations[0].physicalLocation.artifactLocation;
      expect(uri).toMatch(/^[A-Za-z0-9\-_.!~*'()%/]+$/);
      expect(decodeURIComponent(uri)).toBeTypeOf('string');
      break;
    }
    case 'cyclonedx':
    case 'gitlab':
      JSON.parse(printed);
      break;
    case 'junit': {
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(printed).close();
      break;
    }
    case 'html':
      // Our own program and data blocks, and no element more.
      expect(printed.match(/<script/g)).toHaveLength(3);
      expect(printed.match(/<\/script/g)).toHaveLength(3);
      expect(printed).not.toMatch(/<(?:img|svg|iframe|base|object)/i);
      break;
    case 'table':
      for (const line of printed.split('\n')) {
        expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(40, width));
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
      }
      break;
    case 'github':
      for (const line of printed.trimEnd().split('\n'))
        expect(line).toMatch(/^(?:::(?:error|warning|notice) |wherefrom: )/);
      expect(printed).not.toContain('##[');
      break;
    case 'markdown':
      expect(printed.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(3);
      break;
    case 'summary':
      // Headings and rows are our own, and each finding is one row.
      expect(printed.match(/^## .*$/gm)).toEqual(
        ['By list', 'By maker and site', 'Findings', 'Accepted, and why', 'Not read', 'Inputs', 'What this says'].map(
          (name) => `## ${name}`,
        ),
      );
      expect(
        /\n## Findings\n([^#]*?)\n## Accepted/.exec(printed.replaceAll(/`[^\n]*`/g, 'x'))?.[1]?.match(/^\| /gm),
      ).toHaveLength(2 + about.findings.length);
      break;
    case 'csv':
      expect(printed.trimEnd().split('\r\n')).toHaveLength(2 + about.findings.length * model.evidence.length);
      break;
    default:
      throw new Error(`say what must hold of ${id}`);
  }
}
