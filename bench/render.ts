/**
 * Rendering of 100,000 findings: each output against JSON.stringify of the same report. Prints the ratio and fails above the limit:
 * three times, five for HTML. Run: node scripts/run-ts.js bench/render.ts
 */
import process from 'node:process';
import type { Finding, FindingListing, Report } from '../src/model/report.ts';
import { renderers } from '../src/report/registry.ts';
import { fastest } from './measure.ts';

const count = 100_000;
const rounds = 3;

const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
const kinds = ['package', 'package', 'package', 'image', 'device', 'app'] as const;

/** Findings as a large fleet has them: 40 organisations, 200 inputs, two listings each, a dependency path, names of their own. */
function reportOf(findings: number): Report {
  const lists = Array.from({ length: 12 }, (_, at) => ({
    id: `list-${at}`,
    asOf: '2026-08-01',
    status: 'in-force' as const,
  }));
  const rows = Array.from({ length: findings }, (_, at) => finding(at, findings));
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of rows) counts[severity] += 1;
  return {
    schemaVersion: '1',
    tool: { name: 'wherefrom', version: '0.1.0' },
    knowledge: { version: '1', digest: 'sha256:0', lists },
    policy: { profiles: ['default'], failOn: 'high', asOf: '2026-11-22' },
    target: { path: '.' },
    complete: true,
    exitCode: 1,
    summary: {
      inputs: { parsed: 200, partial: 0, failed: 0, skipped: 0 },
      components: findings * 4,
      findings: counts,
      waived: 0,
      baseline: 0,
    },
    inputs: Array.from({ length: 200 }, (_, at) => ({
      path: pathAt(at),
      format: 'javascript/package-lock',
      status: 'parsed' as const,
      components: 2_000,
    })),
    findings: rows,
    problems: [],
  };
}

function pathAt(at: number): string {
  return `services/team-${at % 20}/app-${at % 200}/package-lock.json`;
}

function finding(at: number, all: number): Finding {
  const severity = severities[Math.floor((at * severities.length) / all)] ?? 'info';
  const who = `Organisation ${at % 40}`;
  const name = `@scope-${at % 40}/package-${at}`;
  const version = `${at % 9}.${at % 17}.${at % 23}`;
  return {
    id: `wf-${at.toString(16).padStart(16, '0')}`,
    rule: `entity/organisation-${at % 40}`,
    severity,
    confidence: 'high',
    message: `npm package ${name} ${version} is published by ${who} (List ${at % 12}, since 2021-03-12). Also on list-${(at + 5) % 12}.`,
    status: 'open',
    entity: { id: `organisation-${at % 40}`, name: who, country: 'XX' },
    relation: 'published-by',
    listings: [listing(at % 12), listing((at + 5) % 12)],
    component: {
      kind: kinds[at % kinds.length] ?? 'package',
      name,
      version,
      purl: `pkg:npm/%40scope-${at % 40}/package-${at}@${version}`,
      scope: 'runtime',
    },
    evidence: [
      { path: pathAt(at), line: at + 1, column: 5, field: 'packages', value: name, matched: `npm:@scope-${at % 40}/*` },
    ],
    paths: [['app', `middle-${at % 500}@1.0.0`, `${name}@${version}`]],
    remedy: 'Replace it with one from another publisher, or record an exemption with a reason and an end date.',
    references: [`https://lists.example/${at % 12}`, `https://sources.example/${at % 40}`],
  };
}

function listing(at: number): FindingListing {
  return {
    list: `list-${at}`,
    title: `List ${at}`,
    status: 'in-force',
    effect: 'procurement-ban',
    since: '2021-03-12',
    url: `https://lists.example/${at}`,
    state: 'live',
    why: 'in force since 2021-03-12',
    asOf: '2026-08-01',
  };
}

interface Output {
  readonly name: string;
  readonly limit: number;
  readonly run: () => number;
}

const report = reportOf(count);
const outputs: Output[] = [{ name: 'JSON.stringify', limit: 1, run: () => JSON.stringify(report).length }];
for (const { id, load } of renderers) {
  const renderer = await load();
  for (const verbose of id === 'table' ? (['no', 'yes'] as const) : (['no'] as const)) {
    const run = (): number => {
      let length = 0;
      for (const piece of renderer.render(report, { width: 100, paint: (_role, text) => text, verbose }))
        length += piece.length;
      return length;
    };
    outputs.push({ name: verbose === 'yes' ? `${id} -v` : id, limit: id === 'html' ? 5 : 3, run });
  }
}
const times = fastest(outputs, rounds);
const floor = times[0] as number;
process.stdout.write(`${count.toLocaleString('en-US')} findings\n`);
for (const [at, { name, limit, run }] of outputs.entries()) {
  const time = times[at] as number;
  const ratio = time / floor;
  const aim = at === 0 ? '' : `  ${ratio.toFixed(2)} x  (aim: at most ${limit})`;
  process.stdout.write(
    `  ${name.padEnd(16)} ${time.toFixed(0).padStart(6)} ms  ${(run() / 1e6).toFixed(1).padStart(6)} MB${aim}\n`,
  );
  if (at > 0 && ratio > limit) {
    process.stderr.write(`${name} takes ${ratio.toFixed(1)} times JSON.stringify, ${limit} allowed\n`);
    process.exitCode = 1;
  }
}
