import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.ts';
import { manyFindings, readReport, rendered } from './report-examples.ts';

/** Debian's browser, or the one that is named. Nothing is downloaded. */
const executable = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));
const left =
  executable === undefined
    ? ' (LEFT OUT: no Chromium found; install Debian package chromium or set CHROMIUM_PATH)'
    : '';

describe.skipIf(executable === undefined)(`page in a browser${left}`, () => {
  const room = mkdtempSync(join(tmpdir(), 'report-page-'));
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(room, { recursive: true, force: true });
  });

  interface Opened {
    readonly page: Page;
    /** Dialogs, console errors, policy violations and requests beyond the file itself. */
    readonly trouble: readonly string[];
    readonly milliseconds: number;
  }

  async function open(report: Report, hash = ''): Promise<Opened> {
    const path = join(room, `${Math.random().toString(36).slice(2)}.html`);
    writeFileSync(path, await rendered('html', report));
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('dialog', (dialog) => {
      trouble.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') trouble.push(`console ${message.text()}`);
    });
    page.on('pageerror', (error) => trouble.push(`error ${error.message}`));
    const url = pathToFileURL(path).href;
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) trouble.push(`request ${request.url()}`);
    });
    const before = performance.now();
    await page.goto(url + hash);
    await page.waitForSelector('html[data-ready=yes]');
    return { page, trouble, milliseconds: performance.now() - before };
  }

  const count = (page: Page): Promise<string | null> => page.textContent('#count');
  const components = (page: Page): Promise<string[]> => page.locator('#rows td:nth-child(2)').allTextContents();

  it('shows findings, counts and charts', async () => {
    const { page, trouble } = await open(readReport('typical'));
    expect(await count(page)).toBe('6 of 6 findings, page 1 of 1');
    expect(await components(page)).toEqual([
      '@alicloud/openapi-client 0.4.12, 0.4.9',
      'A3',
      'Archer AX55',
      'left-pad 1.3.0',
      '海康威视 半球摄像机',
      'LNB8005',
    ]);
    expect(await page.locator('#severities button').allTextContents()).toEqual([
      '1critical',
      '2high',
      '1medium',
      '1low',
      '1info',
    ]);
    expect(await page.locator('.facet h3').allTextContents()).toEqual([
      'List',
      'Organisation or rule',
      'Country of the organisation',
      'Ecosystem or kind',
      'Input',
      'Status',
    ]);
    expect(await page.locator('.facet').first().locator('li').first().textContent()).toBe('FCC Covered List4');
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('filters by facet, severity and words, keeps that in the address, and gives it back', async () => {
    const { page } = await open(readReport('typical'));
    await page.click('#severities button[data-value=high]');
    expect(await components(page)).toEqual(['A3', 'Archer AX55']);
    await page.click('button[data-key=status][data-value=open]');
    expect(await components(page)).toEqual(['A3']);
    expect(new URL(page.url()).hash).toBe('#severity=high&status=open');
    await page.click('#reset');
    expect(await count(page)).toBe('6 of 6 findings, page 1 of 1');
    await page.fill('#q', 'hikvision depot');
    await expect.poll(() => new URL(page.url()).hash).toBe('#q=hikvision+depot');
    expect(await components(page)).toEqual(['A3', '海康威视 半球摄像机']);
    await page.close();
    const again = await open(readReport('typical'), '#q=hikvision+depot&severity=low&sort=-component');
    expect(await again.page.inputValue('#q')).toBe('hikvision depot');
    expect(await components(again.page)).toEqual(['海康威视 半球摄像机']);
    expect(await again.page.locator('#severities button[aria-pressed=true]').textContent()).toBe('1low');
    await again.page.close();
  });

  it('sorts by column and says so', async () => {
    const { page } = await open(readReport('typical'));
    await page.click('button[data-sort=component]');
    expect((await components(page)).slice(0, 2)).toEqual(['@alicloud/openapi-client 0.4.12, 0.4.9', 'A3']);
    await page.click('button[data-sort=component]');
    expect((await components(page))[0]).toBe('海康威视 半球摄像机');
    expect(await page.getAttribute('#columns th:nth-child(2)', 'aria-sort')).toBe('descending');
    await page.close();
  });

  it('opens a finding from the keyboard, with listings, places, paths and sources, and gives the focus back', async () => {
    const { page } = await open(readReport('typical'));
    await page.focus('#rows a');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    const detail = (await page.textContent('dialog')) ?? '';
    expect(detail).toContain('Section 1260H list');
    expect(detail).toContain('web/package-lock.json:44:5');
    expect(detail).toContain('Do not buy more of it under contracts the list reaches.');
    expect(await page.locator('dialog .path').first().locator('li').allTextContents()).toEqual([
      'web',
      'mid@1.0.0',
      '@alicloud/openapi-client@0.4.12',
    ]);
    expect(
      await page
        .locator('dialog a')
        .evaluateAll((links) => links.map((link) => (link as unknown as { rel: string }).rel)),
    ).toEqual(['noopener noreferrer', 'noopener noreferrer', 'noopener noreferrer']);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog:not([open])', { state: 'attached' });
    // A dialog tells that it closed after it lost its mark.
    await page.waitForFunction("!location.hash.includes('id=')");
    expect(await page.evaluate("document.activeElement.getAttribute('data-id')")).toBe(
      readReport('typical').findings[0]?.id,
    );
    await page.close();
  });

  it('OHTML-01: runs nothing and asks for nothing, whatever the names say', async () => {
    const report = readReport('hostile');
    const { page, trouble } = await open(report);
    expect(await count(page)).toBe(`${report.findings.length} of ${report.findings.length} findings, page 1 of 2`);
    for (const { id } of report.findings) {
      await page.evaluate(`location.hash = '#id=${id}'`);
      await page.waitForSelector(`dialog[open]:has-text("${id}")`);
    }
    expect(await page.locator('img, iframe, object, embed, link, base, svg').count()).toBe(0);
    expect(await page.locator('script:not([type])').count()).toBe(1);
    const links = await page
      .locator('a')
      .evaluateAll((all) => all.map((link) => (link as unknown as { protocol: string }).protocol));
    expect(links.filter((protocol) => !['file:', 'http:', 'https:'].includes(protocol))).toEqual([]);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('takes a hostile address for what it is', async () => {
    const { page, trouble } = await open(
      readReport('typical'),
      '#q=%E0%A4%A&severity=<img src=x onerror=alert(1)>&page=-3&sort=__proto__&id=constructor&list=%00',
    );
    expect(await count(page)).toBe('0 of 6 findings, page 1 of 1');
    await page.click('#reset');
    expect(await count(page)).toBe('6 of 6 findings, page 1 of 1');
    expect(trouble).toEqual([]);
    await page.close();
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`has no accessibility fault that axe finds, in ${scheme}`, async () => {
      const { page } = await open(readReport('typical'));
      await page.emulateMedia({ colorScheme: scheme });
      // The page's own policy forbids foreign programs: the checker comes in through the browser's back door.
      await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
      const faults = async (): Promise<string[]> =>
        page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          const { violations } = await axe.run();
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
      expect(await faults()).toEqual([]);
      await page.click('#rows a');
      await page.waitForSelector('dialog[open]');
      expect(await faults()).toEqual([]);
      await page.close();
    }, 60_000);
  }

  it('fits a narrow screen and prints all rows without its tools', async () => {
    const { page } = await open(manyFindings(readReport('typical'), 120));
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#rows tr').count()).toBe(120);
    expect(await page.isVisible('#facets')).toBe(false);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('#rows tr').count()).toBe(50);
    await page.close();
  });

  it('OHTML-02: opens 100,000 findings within 5 seconds, and filters them', async () => {
    const { page, milliseconds, trouble } = await open(manyFindings(readReport('typical'), 100_000));
    expect(await count(page)).toBe('100,000 of 100,000 findings, page 1 of 2,000');
    expect(milliseconds).toBeLessThan(5_000);
    await page.fill('#q', 'client-99999');
    await expect.poll(() => count(page)).toMatch(/^1 of /);
    expect(await components(page)).toEqual(['@alicloud/openapi-client-99999 0.4.12, 0.4.9']);
    await page.click('#reset');
    await page.click('#last');
    expect(await count(page)).toBe('100,000 of 100,000 findings, page 2,000 of 2,000');
    expect(trouble).toEqual([]);
    await page.close();
  }, 120_000);
});
