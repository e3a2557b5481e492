/**
 * Real repositories through a batch and through a scan: each folder of a folder of checkouts is committed to a repository of its own, and
 * both ways must give the same findings, components and problems. `node scripts/run-ts.js bench/fleet-corpus.ts <folder>`. Build first.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { TargetResult } from '../src/model/fleet.ts';
import type { Report } from '../src/model/report.ts';

const [source = ''] = process.argv.slice(2);
const room = mkdtempSync(join(tmpdir(), 'wherefrom-bench-corpus-'));
const common = ['--as-of', '2026-11-25', '--fail-on', 'never', '--allow-incomplete', '--allow-empty', '-q'];

function wherefrom(...args: readonly string[]): string {
  const ran = spawnSync(process.execPath, ['bin/wherefrom.js', ...args, ...common], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (ran.status !== 0) throw new Error(`${args.join(' ')}: exit ${ran.status} ${ran.stderr}`);
  return ran.stdout;
}

/** What both ways must agree on, in one order. */
function told(report: Pick<Report, 'findings' | 'problems'>, components: number): string {
  const problems = report.problems.map(({ code, path, line }) => `${code} ${path} ${line ?? ''}`).sort();
  return JSON.stringify({ components, findings: report.findings, problems });
}

try {
  const names = readdirSync(source, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
  mkdirSync(join(room, 'repositories'));
  for (const name of names) {
    const path = join(room, 'repositories', name);
    cpSync(join(resolve(source), name), path, { recursive: true });
    for (const args of [
      ['init', '-q'],
      ['add', '-A', '-f'],
      ['commit', '-q', '--allow-empty', '-m', 'all'],
    ])
      execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b.example', '-c', 'core.autocrlf=false', ...args], {
        cwd: path,
        stdio: 'ignore',
      });
  }
  wherefrom('batch', join(room, 'repositories'), '--out', join(room, 'run'));
  const results = new Map(
    readFileSync(join(room, 'run/results.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line): TargetResult => JSON.parse(line.slice(17)))
      .map((row) => [row.target, row]),
  );
  let findings = 0;
  let components = 0;
  const differing: string[] = [];
  for (const name of names) {
    const scanned: Report = JSON.parse(
      wherefrom(
        'scan',
        join(room, 'repositories', name),
        '--source-root',
        join(room, 'repositories', name),
        '-f',
        'json',
      ),
    );
    const row = results.get(name);
    // Git has no empty folders, and a scan of a checkout says that it passes over the version control store.
    const problems = scanned.problems.filter(({ code, path }) => !(code === 'excluded-folder' && path === '.git'));
    findings += scanned.findings.length;
    components += scanned.summary.components;
    if (!row || told(row, row.components) !== told({ ...scanned, problems }, scanned.summary.components))
      differing.push(name);
  }
  process.stdout.write(
    `${names.length} repositories, ${components} components, ${findings} findings; ` +
      `${differing.length === 0 ? 'a batch and scans give the same' : `different: ${differing.join(', ')}`}\n`,
  );
  if (differing.length > 0) process.exitCode = 1;
} finally {
  rmSync(room, { recursive: true, force: true });
}
