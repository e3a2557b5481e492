import markdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.ts';
import { manyFindings, readReport, rendered } from './report-examples.ts';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** The runner's own reading of a log line (actions/runner, ActionCommand.cs): blanks before `::` do not protect, `##[` anywhere acts. */
function commandsIn(text: string): readonly Command[] {
  return text.split(/\r\n|\r|\n/).flatMap((line): Command[] => {
    const trimmed = line.trimStart();
    const current = /^::([^ :]+)(?: (.*?))?::(.*)$/.exec(trimmed);
    if (current !== null) {
      const pairs = (current[2] ?? '').split(',').filter((pair) => pair.includes('='));
      const properties = Object.fromEntries(
        pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), decoded(pair.slice(pair.indexOf('=') + 1))]),
      );
      return [{ name: current[1] ?? '', properties, data: decoded(current[3] ?? '') }];
    }
    const old = /##\[([^\] ]+)/.exec(line);
    return old === null ? [] : [{ name: `##${old[1]}`, properties: {}, data: '' }];
  });
}

function decoded(text: string): string {
  return text
    .replace(/%0D/g, '\r')
    .replace(/%0A/g, '\n')
    .replace(/%3A/g, ':')
    .replace(/%2C/g, ',')
    .replace(/%25/g, '%');
}

describe('runner grammar', () => {
  it('is read as the runner reads it', () => {
    expect(commandsIn('  ::set-output name=a::b\nx ##[group]y\nstd::error::x').map(({ name }) => name)).toEqual([
      'set-output',
      '##group',
    ]);
    expect(commandsIn('::error file=a%3Ab,line=3::100%25')).toEqual([
      { name: 'error', properties: { file: 'a:b', line: '3' }, data: '100%' },
    ]);
  });
});

describe('github annotations', () => {
  it('are commands with file, line, column and title', async () => {
    const commands = commandsIn(await rendered('github', readReport('typical')));
    expect(commands.map(({ name }) => name)).toEqual(['error', 'error', 'warning', 'warning', 'notice']);
    expect(commands[0]).toEqual({
      name: 'error',
      properties: {
        file: 'web/package-lock.json',
        line: '21',
        col: '5',
        title: 'critical: @alicloud/openapi-client 0.4.12, 0.4.9',
      },
      data: 'npm package @alicloud/openapi-client 0.4.12, 0.4.9 is published by Alibaba (Section 1260H list, since 2026-02-13).',
    });
  });
  it.each(['github', 'table'])('OGHA-01: %s lets no hostile name start a command', async (id) => {
    for (const width of [40, 61, 80, undefined]) {
      for (const verbose of ['yes', 'no'] as const) {
        const commands = commandsIn(await rendered(id, readReport('hostile'), { width, verbose }));
        const foreign = commands.filter(({ name }) => id === 'table' || !['error', 'warning', 'notice'].includes(name));
        expect(foreign).toEqual([]);
      }
    }
  });
  it('OGHA-02: shows ten of a kind, the most severe first, and counts the rest of 500', async () => {
    const text = await rendered('github', manyFindings(readReport('typical'), 500));
    const commands = commandsIn(text);
    expect(commands.filter(({ name }) => name === 'error')).toHaveLength(10);
    expect(commands.filter(({ name }) => name === 'warning')).toHaveLength(10);
    expect(commands.filter(({ name }) => name === 'notice')).toHaveLength(10);
    expect(commands.slice(0, 10).every(({ properties }) => properties.title?.startsWith('critical'))).toBe(true);
    expect(commands.slice(10, 20).every(({ properties }) => properties.title?.startsWith('medium'))).toBe(true);
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'wherefrom: 500 findings (100 critical, 100 high, 100 medium, 100 low, 100 info); 30 shown as annotations, 470 not shown: see the report',
    );
  });
  it('begins with what could not be read', async () => {
    const text = await rendered('github', readReport('incomplete'));
    expect(commandsIn(text)).toEqual([
      {
        name: 'error',
        properties: { title: 'scan not complete' },
        data: 'Not read in full, so findings may be missing: api/go.mod, web/package-lock.json',
      },
    ]);
    expect(text).toContain('wherefrom: no open findings; the scan is not complete\n');
  });
});

const reader = markdownIt({ html: true, linkify: true });
const ours = /^<\/?(?:details|summary|br)>$|^<!-- -->$/;

/** Everything in the text that is more than words, tables, lists and code of ours. */
function foreignMarkup(text: string): readonly string[] {
  const found: string[] = [];
  const walk = (tokens: ReturnType<typeof reader.parse>): void => {
    for (const token of tokens) {
      if (['link_open', 'image', 'fence', 'code_block', 'hr', 's_open'].includes(token.type))
        found.push(`${token.type} ${token.content}`);
      if (token.type === 'heading_open' && !['h2', 'h3'].includes(token.tag)) found.push(token.tag);
      if (token.type === 'html_inline' && !ours.test(token.content)) found.push(token.content);
      if (
        token.type === 'html_block' &&
        !/^(?:<\/?details>|<details><summary>What to do<\/summary>)\s*$/.test(token.content)
      )
        found.push(token.content);
      if (token.type === 'text' && /@\w|#\d|https?:\/\//.test(token.content)) found.push(`text ${token.content}`);
      if (token.children) walk(token.children);
    }
  };
  walk(reader.parse(text, {}));
  return found;
}

describe('markdown', () => {
  it('reads as a heading, a table and a list', async () => {
    const html = reader.render(await rendered('markdown', readReport('typical')));
    expect(html).toContain('<h2>wherefrom: 5 findings (1 critical, 1 high, 1 medium, 1 low, 1 info)</h2>');
    expect(html.match(/<tr>/g)).toHaveLength(6);
    expect(html).toContain('<td>published by <code>Alibaba</code> (<code>CN</code>)</td>');
  });
  it('OGHA-03: keeps every hostile name in code: no link, image, mention, heading, markup or broken row', async () => {
    const report = readReport('hostile');
    const text = await rendered('markdown', report, { maxBytes: 1_000_000 });
    expect(foreignMarkup(text)).toEqual([]);
    const html = reader.render(text);
    const rows = html.match(/<tr>[\s\S]*?<\/tr>/g) ?? [];
    expect(rows).toHaveLength(1 + report.findings.filter(({ status }) => status === 'open').length);
    for (const row of rows) expect(row.match(/<t[dh]>/g)).toHaveLength(5);
    expect(html.match(/<details>/g)).toHaveLength(1);
  });
  it('is a check that sees markup', () => {
    expect(foreignMarkup('a <b>x</b> ![i](https://x.example/i.png) @you https://y.example')).not.toEqual([]);
  });
  it.each([
    [undefined, 65_536],
    [1_048_576, 1_048_576],
    [4_000, 4_000],
  ])('with a limit of %s stays under %i bytes, cut between rows, most severe first', async (maxBytes, limit) => {
    const report: Report = manyFindings(readReport('typical'), 20_000);
    const text = await rendered('markdown', report, { maxBytes });
    expect(Buffer.byteLength(text)).toBeLessThan(limit);
    expect(Buffer.byteLength(text)).toBeGreaterThan(limit * 0.7);
    const rows = text.split('\n').filter((line) => line.startsWith('| critical'));
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) expect(row.endsWith(' |')).toBe(true);
    const shown = text.split('\n').filter((line) => /^\| (?:critical|high|medium|low|info) /.test(line)).length;
    expect(text).toContain(
      `\n${(20_000 - shown).toLocaleString('en-US')} more findings not shown; the report has all.\n`,
    );
  });
  it('warns of a scan that is not complete, with its files', async () => {
    const text = await rendered('markdown', readReport('incomplete'));
    expect(text).toContain('> [!WARNING]\n> The scan is not complete');
    expect(text).toContain(
      '### Not read\n\n- `web/package-lock.json:9:4`: `unexpected end of text`\n- `api/go.mod`: partial, `too-deep`\n',
    );
  });
});
