import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openShipped } from '../src/cli/load-knowledge.ts';
import { formats } from '../src/formats/registry.ts';
import type { Format } from '../src/model/format.ts';
import type { Policy } from '../src/model/policy.ts';
import type { Report } from '../src/model/report.ts';
import { diskTree } from '../src/scan/disk-tree.ts';
import { scanTarget } from '../src/scan/scan-target.ts';

const knowledge = openShipped();
const profile = knowledge.profiles.get('default');
const policy: Policy = {
  profiles: profile ? [profile] : [],
  lists: knowledge.lists,
  failOn: 'high',
  asOf: '2026-11-25',
  waivers: [],
  baseline: new Set(),
  allowed: new Map(),
};

/** What reads large documents as streams reads every document so: no file is within its limit. */
const streaming = formats.map((format): Format => {
  if (!('large' in format) || format.large === undefined || !format.id.startsWith('sbom/')) return format;
  return { ...format, maxBytes: 1 };
});

function scanned(folder: string, using: readonly Format[]): Report {
  return scanTarget({
    knowledge,
    policy,
    toolVersion: 'test',
    target: { path: '.' },
    accept: [],
    tree: diskTree(folder, { starts: [''], exclude: () => undefined }),
    formats: using,
    named: new Set(),
    include: [],
    // As a stream both sections are read and nothing is lost.
    exclude: ['duplicate-section/**'],
    scope: 'all',
    listComponents: 'no',
  });
}

/** All of a finding but what only dependencies say, which come behind the components. */
function told({ findings }: Report): unknown[] {
  return findings.map(({ paths: _, component: { direct, ...component }, ...rest }) => ({ ...rest, component }));
}

/** Components by input. A stream that ends badly has given what came before, so only what is read as a whole compares. */
function read({ inputs }: Report, whole: Report): unknown[] {
  const good = new Set(whole.inputs.flatMap(({ path, status }) => (/parsed|partial/.test(status) ? [path] : [])));
  return inputs.filter(({ path }) => good.has(path)).map(({ path, status, components }) => [path, status, components]);
}

describe('findings of documents that are read as streams', () => {
  const folders = streaming.flatMap((format, at) =>
    format === formats[at] ? [] : [`fixtures/formats/${(formats[at] as Format).id}`],
  );

  it('are of every format that streams', () => {
    expect(folders.length).toBe(3);
    for (const folder of folders) expect(existsSync(folder), folder).toBe(true);
  });

  it.each(folders)('are those of documents read as a whole: %s', (folder) => {
    const whole = scanned(folder, formats);
    const stream = scanned(folder, streaming);
    expect(whole.findings.length).toBeGreaterThan(0);
    expect(told(stream)).toEqual(told(whole));
    expect(stream.findings.every(({ evidence }) => evidence.every(({ line, column }) => line && column))).toBe(true);
    expect(read(stream, whole)).toEqual(read(whole, whole));
    expect(stream.problems.some(({ code }) => code === 'no-paths')).toBe(true);
    expect(whole.problems.some(({ code }) => code === 'no-paths')).toBe(false);
  });
});
