import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pageScript } from '../src/report/page/page-script.ts';
import { manyFindings, readReport, rendered, reportNames } from './report-examples.ts';

/** Elements a page may have, with their attributes. Anything else came from a name. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'], head: [], meta: ['charset', 'http-equiv', 'content', 'name'], title: [], style: [], body: [], a: ['class', 'href'],
  header: [], main: [], footer: [], h1: [], h2: ['id', 'tabindex'], p: ['class', 'id', 'role', 'aria-live'], strong: [], bdi: [], code: [],
  noscript: [], div: ['id', 'class', 'aria-hidden', 'role', 'tabindex', 'aria-label', 'hidden'], section: ['aria-labelledby'],
  ul: ['class', 'id', 'aria-label'], form: ['class', 'id', 'role'], label: ['for'], input: ['id', 'type', 'autocomplete', 'spellcheck'],
  table: ['class'], caption: [], thead: [], tbody: ['id'], tr: ['id'], th: ['scope'], td: [], nav: ['class', 'aria-label'],
  button: ['type', 'class', 'id'], details: ['open'], summary: [], dialog: ['id', 'aria-labelledby'], script: ['type', 'class', 'id'],
}; // biome-ignore format: a table

interface Tag {
  readonly name: string;
  readonly attributes: readonly string[];
}

/** The tags a browser sees: what lies in scripts and styles ends at their end tag and nowhere else. */
function tagsOf(page: string): readonly Tag[] {
  const tags: Tag[] = [];
  for (let at = page.indexOf('<'); at !== -1; at = page.indexOf('<', at)) {
    const tag = /^<([a-z][a-z0-9]*)((?:\s+[^\s"'=<>]+(?:="[^"]*")?)*)\s*>/.exec(page.slice(at, at + 3_000));
    if (tag === null) {
      expect(page.slice(at, at + 40)).toMatch(/^(?:<\/[a-z0-9]+>|<!doctype html>)/);
      at += 1;
      continue;
    }
    const [whole, name = '', attributes = ''] = tag;
    tags.push({ name, attributes: [...attributes.matchAll(/\s([^\s"'=]+)(?:="[^"]*")?/g)].map(([, key = '']) => key) });
    at += whole.length;
    if (name === 'script' || name === 'style') at = page.indexOf(`</${name}>`, at);
  }
  return tags;
}

function policyOf(page: string): string {
  return /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
}

function bodiesOf(page: string, start: RegExp): readonly string[] {
  return [...page.matchAll(start)].map((match) => {
    const from = (match.index ?? 0) + match[0].length;
    return page.slice(from, page.indexOf('</script>', from));
  });
}

describe.each(reportNames)('page of %s', (name) => {
  it('OHTML-01: holds only elements and attributes of its own', async () => {
    for (const { name: tag, attributes } of tagsOf(await rendered('html', readReport(name)))) {
      expect(Object.keys(allowed)).toContain(tag);
      for (const attribute of attributes) expect(allowed[tag], `<${tag} ${attribute}>`).toContain(attribute);
    }
  });
  it('allows its one style and its one program by their hashes, and nothing else', async () => {
    const page = await rendered('html', readReport(name));
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const [program = ''] = bodiesOf(page, /<script>/g);
    expect(policyOf(page)).toBe(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(program)}; base-uri 'none'; form-action 'none'`,
    );
    expect(
      bodiesOf(page, /<script(?: [^>]*)?>/g).length - bodiesOf(page, /<script type="application\/json"/g).length,
    ).toBe(1);
    const attributes = tagsOf(page).flatMap((tag) => tag.attributes);
    expect(attributes.filter((attribute) => /^(?:style|src|on.*)$/i.test(attribute))).toEqual([]);
  });
  it('carries every finding in its data blocks', async () => {
    const page = await rendered('html', readReport(name));
    const rows = bodiesOf(page, /<script type="application\/json" class="rows">/g).flatMap((body) => JSON.parse(body));
    expect(rows.map(([id]: [string]) => id)).toEqual(readReport(name).findings.map(({ id }) => id));
    const [tables = ''] = bodiesOf(page, /<script type="application\/json" id="tables">/g);
    expect(JSON.parse(tables).listNames).toHaveLength(JSON.parse(tables).listingSets.length);
    for (const body of [...bodiesOf(page, /<script type="application\/json"[^>]*>/g)]) expect(body).not.toContain('<');
  });
});

describe('page', () => {
  it('names no address of its own and links only to http and https', async () => {
    const page = await rendered('html', readReport('hostile'));
    const [tables = ''] = bodiesOf(page, /<script type="application\/json" id="tables">/g);
    const { linkSets, listings } = JSON.parse(tables);
    for (const url of [...linkSets.flat(), ...listings.map((listing: readonly string[]) => listing[7])])
      expect(url).toMatch(/^$|^https?:\/\//);
    expect(pageScript).not.toMatch(
      /https?:|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpRequest|import\(/,
    );
  });
  it('says without its program what was found, what could not be read and how old the lists are', async () => {
    const typical = await rendered('html', readReport('typical'));
    expect(typical).toContain(
      '5 open findings: 1 critical, 1 high, 1 medium, 1 low, 1 info. 1 waived, 0 in the baseline.',
    );
    expect(typical).toContain(
      '<td><bdi>uk-old</bdi></td><td><bdi>guidance</bdi></td><td><bdi>2024-11</bdi></td><td><bdi>more than a year old</bdi></td>',
    );
    const incomplete = await rendered('html', readReport('incomplete'));
    expect(incomplete).toContain('<strong>The scan is not complete.</strong>');
    expect(incomplete).toContain(
      '<td><bdi>web/package-lock.json:9:4</bdi></td><td><bdi>syntax</bdi></td><td><bdi>unexpected end of text</bdi></td>',
    );
  });
  it('OHTML-02: stands for 100,000 findings in blocks of its own size', async () => {
    const page = await rendered('html', manyFindings(readReport('typical'), 100_000));
    expect(bodiesOf(page, /<script type="application\/json" class="rows">/g)).toHaveLength(50);
    // A page of that many findings stays a file one can mail; documented in docs.
    expect(page.length).toBeLessThan(70_000_000);
  });
});
