/** What a fleet's report says, as JSON, lines, CSV and a page, and the recipes of the documentation against what it says. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FleetReport } from '../src/model/fleet.ts';
import { npmLock, run } from './command-line.ts';
import { git, makeRepository } from './repositories.ts';

const room = mkdtempSync(join(tmpdir(), 'wherefrom-outputs-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));
const batch = (...args: string[]) => run(['batch', 'source', '--as-of', '2026-11-25', ...args], { cwd: room });
const read = (name: string) => readFileSync(join(room, name), 'utf8');
const fleet = (out: string): FleetReport => JSON.parse(read(`${out}/fleet.json`));

beforeAll(async () => {
  for (const [name, packages] of [
    ['shop', ['ali-oss@6.0.0', 'zod@3.0.0']],
    ['portal', ['ali-oss@6.1.0', '@tencentcloud/sdk@1.0.0']],
    ['intranet', ['zod@3.0.0']],
    ['<b>&"bold', ['ali-oss@6.0.0']],
  ] as const)
    makeRepository(join(room, 'source', name), { 'package-lock.json': npmLock(...packages) });
  makeRepository(join(room, 'source/=cmd'), { 'package-lock.json': '{' });
  expect((await batch('--out', 'before')).code).toBe(1);
  const shop = makeRepository(join(room, 'source/shop'), { 'package-lock.json': npmLock('zod@3.0.0') });
  git(shop, 'add', '-A');
  makeRepository(join(room, 'source/intranet'), { 'package-lock.json': npmLock('zod@3.0.0', 'ali-oss@6.0.0') });
  const now = await batch('--out', 'run', '--previous', 'before');
  expect(now.code, now.stderr).toBe(1);
}, 60_000);

describe('the report', () => {
  it('says which repositories hold which organisation through which components, and what changed where', () => {
    const { entities, targets, summary } = fleet('run');
    const alibaba = entities.find(({ id }) => id === 'alibaba');
    expect(alibaba).toMatchObject({
      targets: 3,
      findings: 3,
      components: ['ali-oss'],
      where: ['<b>&"bold', 'intranet', 'portal'],
      new: 1,
    });
    expect(summary.trend).toEqual({
      new: 1,
      gone: 1,
      unchanged:
        summary.findings.low +
        summary.findings.medium +
        summary.findings.high +
        summary.findings.critical +
        summary.findings.info -
        1,
    });
    const row = (name: string) => targets.find(({ target }) => target === name);
    expect(row('shop')).toMatchObject({ entities: [], trend: { new: 0, gone: 1 } });
    expect(row('intranet')).toMatchObject({ entities: ['alibaba'], trend: { new: 1, gone: 0 } });
    expect([...(row('portal')?.entities ?? [])].sort()).toEqual(['alibaba', 'tencent']);
    expect(row('=cmd')).toMatchObject({ complete: false, status: 'done' });
    expect(fleet('before').targets.every((target) => target.trend === undefined)).toBe(true);
  });
  it('as lines: one an open finding, on standard output too', async () => {
    const lines = read('run/fleet.ndjson')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { findings } = fleet('run').summary;
    expect(lines).toHaveLength(Object.values(findings).reduce((sum, count) => sum + count, 0));
    expect(lines.find(({ target }) => target === 'intranet')).toMatchObject({
      entity: 'alibaba',
      component: 'ali-oss',
      version: '6.0.0',
      path: 'package-lock.json',
      kind: 'package',
    });
    const { stdout } = await batch('--out', 'run', '--previous', 'before', '--resume', '-f', 'ndjson');
    expect(stdout).toBe(read('run/fleet.ndjson'));
  });
  it('as CSV: a row a target, nothing that a spreadsheet calculates', () => {
    const rows = read('run/fleet.csv').split('\r\n');
    expect(rows).toHaveLength(fleet('run').targets.length + 2);
    expect(rows.find((row) => row.includes('=cmd'))).toMatch(/^'=cmd,/);
    expect(rows.find((row) => row.startsWith('intranet'))).toContain(',alibaba,');
  });
});

describe('recipes for DuckDB', () => {
  it('the SQL of docs/batch.md runs on a run, and tells what the report tells', async () => {
    const blocks = [...readFileSync('docs/batch.md', 'utf8').matchAll(/```sql\n([\s\S]*?)```/g)]
      .map(([, text]) => text ?? '')
      // Those about the store's tables run in test/store.test.ts.
      .filter((text) => !text.includes('wherefrom.'));
    expect(blocks).toHaveLength(2);
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const results: Record<string, unknown>[][] = [];
    for (const block of blocks) {
      for (const statement of block.split(/;\n/).filter((text) => text.trim() !== '')) {
        const inRoom = statement.replaceAll("'run/", `'${room}/run/`);
        results.push((await database.runAndReadAll(inRoom)).getRowObjectsJson() as Record<string, unknown>[]);
      }
    }
    const { entities, summary } = fleet('run');
    expect(results[0]?.map(({ name, repositories }) => [name, Number(repositories)])).toEqual(
      expect.arrayContaining(
        entities.filter(({ country }) => country !== null).map(({ name, targets }) => [name, targets]),
      ),
    );
    expect(existsSync(join(room, 'run/components.parquet'))).toBe(true);
    const names = results.at(-1) ?? [];
    expect(names.find(({ name }) => name === 'ali-oss')).toMatchObject({ ecosystem: 'npm', repositories: '3' });
    expect(names.find(({ name }) => name === 'zod')).toMatchObject({ repositories: '2' });
    const [count] = (
      await database.runAndReadAll(`SELECT count(*)::INTEGER AS n FROM '${room}/run/components.parquet'`)
    ).getRowObjectsJson();
    expect(count?.n).toBe(summary.components);
    database.closeSync();
  }, 60_000);
});

const browserPath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));
const left =
  browserPath === undefined
    ? ' (LEFT OUT: no Chromium found; install Debian package chromium or set CHROMIUM_PATH)'
    : '';

describe.skipIf(browserPath === undefined)(`the page in a browser${left}`, () => {
  it('shows organisations and targets as text, under a policy that nothing breaks', async () => {
    const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
      const trouble: string[] = [];
      page.on('console', (message) => trouble.push(message.text()));
      page.on('pageerror', (error) => trouble.push(error.message));
      page.on('request', (request) => request.url().startsWith('file:') || trouble.push(request.url()));
      await page.goto(pathToFileURL(join(room, 'run/fleet.html')).href);
      const tables = await page
        .locator('table')
        .evaluateAll((all) =>
          all.map((table) =>
            [...table.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
          ),
        );
      expect(tables).toHaveLength(3);
      expect(tables[1]?.[0]?.at(-1)).toBe('In');
      expect(tables[1]?.find((row) => row[0]?.startsWith('Alibaba'))).toEqual(
        expect.arrayContaining(['3', '3 (1 new)', 'ali-oss', '<b>&"bold, intranet, portal']),
      );
      expect(tables[2]?.map((row) => row[0])).toEqual(['Target', '<b>&"bold', '=cmd', 'intranet', 'portal', 'shop']);
      expect(tables[2]?.every((row) => row.length === tables[2]?.[0]?.length)).toBe(true);
      expect(await page.locator('p').allTextContents()).toContainEqual(
        expect.stringMatching(/^Since the earlier run: 1 new, 1 gone/),
      );
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(trouble).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
