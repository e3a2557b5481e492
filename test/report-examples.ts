import { readdirSync, readFileSync } from 'node:fs';
import type { Finding, RenderOptions, Report } from '../src/model/report.ts';
import { rendererById } from '../src/report/registry.ts';

const folder = 'fixtures/reports';

/** Names of the committed reports. */
export const reportNames = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

/** A committed report, frozen throughout: a renderer that writes into it throws. */
export function readReport(name: string): Report {
  return frozen(JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')));
}

export const plain: RenderOptions = { paint: (_role, text) => text };

export async function rendered(id: string, report: Report, options: Partial<RenderOptions> = {}): Promise<string> {
  const output = rendererById(id);
  if (output === undefined) throw new Error(`no output ${id}`);
  const renderer = await output.load();
  return [...renderer.render(report, { ...plain, ...options })].join('');
}

/** The report with these findings and counts that fit them. */
export function withFindings(report: Report, findings: readonly Finding[]): Report {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity, status } of findings) if (status === 'open') counts[severity] += 1;
  const waived = findings.filter(({ status }) => status === 'waived').length;
  const baseline = findings.filter(({ status }) => status === 'baseline').length;
  return { ...report, findings, summary: { ...report.summary, findings: counts, waived, baseline } };
}

/** Copies of the first finding of a report: own id, component and line each, severities in falling order in equal parts. */
export function manyFindings(report: Report, count: number): Report {
  const [model] = report.findings;
  if (model === undefined) throw new Error('a report with a finding is needed');
  const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
  const findings = Array.from({ length: count }, (_, at): Finding => {
    const id = `wf-${at.toString(16).padStart(16, '0')}`;
    const severity = severities[Math.floor((at * severities.length) / count)] ?? 'info';
    const evidence = model.evidence.map((place) => ({ ...place, line: at + 1 }));
    return {
      ...model,
      id,
      severity,
      component: { ...model.component, name: `${model.component.name}-${at}` },
      evidence,
    };
  });
  return withFindings(report, findings);
}

/** Raw characters that act on a terminal, a log or an eye: none may be in any output, whatever the report says. */
export const active =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f]|\p{Surrogate}/u;

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}
