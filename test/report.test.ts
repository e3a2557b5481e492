import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderers } from '../src/report/registry.ts';
import { active, manyFindings, readReport, rendered, reportNames } from './report-examples.ts';

/** The shipped schema lets newer reports have more fields; here every unknown field is a mistake. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  if (copy.type === 'object' && copy.properties !== undefined) copy.additionalProperties = false;
  return copy;
}

const schema = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8'));
const valid = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);
const exact = new Ajv2020({ allErrors: true, strictTypes: false }).compile({
  ...(closed(schema) as object),
  $id: 'exact',
});

describe('fixtures', () => {
  it('has the four reports', () => {
    expect(reportNames).toEqual(['empty', 'hostile', 'incomplete', 'typical']);
  });
  it.each(reportNames)('%s is a report by its schema', (name) => {
    const report = JSON.parse(readFileSync(`fixtures/reports/${name}.json`, 'utf8'));
    valid(report);
    expect(valid.errors).toBeNull();
    exact(report);
    expect(exact.errors).toBeNull();
  });
  it('is a schema that refuses what is not a report', () => {
    const report = readReport('typical');
    const [finding] = report.findings;
    for (const wrong of [
      { ...report, complete: 'yes' },
      { ...report, findings: [{ ...finding, severity: 'severe' }] },
      { ...report, findings: [{ ...finding, evidence: [] }] },
      { ...report, findings: [{ ...finding, id: 'wf-1' }] },
      { ...report, inputs: [{ path: 'a', format: 'b', status: 'failed', components: 0 }] },
      { ...report, summary: undefined },
    ]) {
      expect(valid(JSON.parse(JSON.stringify(wrong)))).toBe(false);
    }
    expect(valid({ ...report, added: 1 })).toBe(true);
    expect(exact({ ...report, added: 1 })).toBe(false);
  });
});

describe.each(renderers.map(({ id, extension, title }) => ({ id, extension, title })))(
  '$id',
  ({ id, extension, title }) => {
    it('is what the register says', async () => {
      const renderer = await renderers.find((output) => output.id === id)?.load();
      expect({ id: renderer?.id, title: renderer?.title }).toEqual({ id, title });
    });
    it.each(reportNames)('prints %s as committed', async (name) => {
      const path = `fixtures/reports/${name}/${id}.${extension}`;
      const text = await rendered(id, readReport(name), { width: 80 });
      if (process.env.UPDATE_FIXTURES === undefined)
        expect(existsSync(path), `${path} is missing; look at the output, then UPDATE_FIXTURES=1`).toBe(true);
      await expect(id === 'html' ? withoutCode(text) : text).toMatchFileSnapshot(`../${path}`);
    });
    it.each(reportNames)('gives the same bytes for %s twice', async (name) => {
      expect(await rendered(id, readReport(name))).toBe(await rendered(id, readReport(name)));
    });
    it('lets nothing active through', async () => {
      const text = await rendered(id, readReport('hostile'), { width: 60, verbose: 'yes' });
      expect(text.replace(/^\ufeff/, '')).not.toMatch(active);
      expect(text.isWellFormed()).toBe(true);
      if (id !== 'csv') expect(text).not.toContain('\r');
      expect(text.endsWith('\n')).toBe(true);
    });
    it('says that a scan is not complete', async () => {
      const text = await rendered(id, readReport('incomplete'));
      expect(text).toMatch(
        /not complete|incomplete|"complete":? ?false|"executionSuccessful":false|<error |Not read|complete","value":"false"/,
      );
    });
    it('yields pieces, not one text, for many findings', async () => {
      if (['markdown', 'github', 'sarif'].includes(id)) return;
      const renderer = await renderers.find((output) => output.id === id)?.load();
      const pieces = [
        ...(renderer?.render(manyFindings(readReport('typical'), 20_000), {
          paint: (_role, text) => text,
          verbose: 'yes',
        }) ?? []),
      ];
      expect(pieces.length).toBeGreaterThan(10);
    });
  },
);

/** The page's style and program have tests of their own; here they would hide what changed. */
function withoutCode(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/, '<style></style>')
    .replace(/<script>\n[\s\S]*?<\/script>/, '<script></script>')
    .replace(/'sha256-[^']+'/g, "'sha256-'");
}
