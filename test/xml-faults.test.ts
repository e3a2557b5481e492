// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of Maven is what is tested
/** Fault table, area xml: what a manifest in XML may hold besides honest elements. Each test is named after its row. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { SyntaxFault } from '../src/syntax/fault.ts';
import { parseXml } from '../src/syntax/xml.ts';
import { run } from './command-line.ts';
import { scannedFiles } from './scanned-files.ts';

const room = mkdtempSync(join(tmpdir(), 'wherefrom-xml-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const pom = (dependencies: string, head = ''): string =>
  `${head}<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>com.example</groupId>\n  <artifactId>app</artifactId>\n  <version>1.0</version>\n  <dependencies>\n${dependencies}  </dependencies>\n</project>\n`;
const dependency = (artifact: string, version: string): string =>
  `    <dependency><groupId>org.kit</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>\n`;
const config = (packages: string, head = ''): string => `${head}<packages>\n${packages}</packages>\n`;
const nuget = (id: string, version: string): string =>
  `  <package id="${id}" version="${version}" targetFramework="net48" />\n`;
const bom = (components: string, head = '', namespace = 'http://cyclonedx.org/schema/bom/1.5'): string =>
  `${head}<bom xmlns="${namespace}" version="1">\n  <components>\n${components}  </components>\n</bom>\n`;
const library = (name: string, version: string): string =>
  `    <component type="library"><name>${name}</name><version>${version}</version><purl>pkg:npm/${encodeURIComponent(name)}@1</purl></component>\n`;

describe('XML', () => {
  it('XML-01: no entity, declaration or include reads another file or address', async () => {
    const secret = join(room, 'secret.txt');
    writeFileSync(secret, 'SENTINEL-4711');
    const url = pathToFileURL(secret).href;
    const heads = [
      `<!DOCTYPE project [<!ENTITY x SYSTEM "${url}">]>\n`,
      `<!DOCTYPE project [<!ENTITY x PUBLIC "-//X" "http://attacker.example/x">]>\n`,
      `<!DOCTYPE project SYSTEM "${url}">\n`,
      `<!DOCTYPE project [<!ENTITY % p SYSTEM "${url}"> %p;]>\n`,
    ];
    for (const [at, head] of heads.entries()) {
      const found = scannedFiles({
        'pom.xml': pom(dependency('a', '1.0') + dependency('b', '&x;'), head),
        'packages.config': config(nuget('A', '1.0') + nuget('B', '&x;'), head),
        'bom.xml': bom(library('c', '&x;'), head),
      });
      expect(JSON.stringify(found), head).not.toContain('SENTINEL');
      for (const [path, status] of Object.entries(found.status)) expect(status, `${at} ${path}`).not.toBe('parsed');
      expect(Object.keys(found.status)).toHaveLength(3);
    }
    const include = scannedFiles({
      'pom.xml': pom(
        `${dependency('a', '1.0')}    <xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${url}" parse="text"/>\n`,
      ),
    });
    expect(JSON.stringify(include)).not.toContain('SENTINEL');
    expect(include.names).toContain('org.kit:a@1.0');
    writeFileSync(join(room, 'pom.xml'), pom(dependency('b', '&x;'), heads[0]));
    const { stdout, stderr } = await run(['scan', 'pom.xml', '-f', 'json', '--components'], { cwd: room });
    expect(stdout + stderr).not.toContain('SENTINEL');
  });

  it('XML-02: entities that multiply are not expanded, and a million character references are one text', () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${'bcdefghijk'
      .split('')
      .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghijk'[at]};`.repeat(10)}">`)
      .join('')}]>\n`;
    const quadratic = `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(100_000)}">]>\n`;
    const before = process.memoryUsage().rss;
    for (const head of [laughs, quadratic]) {
      const reference = head === laughs ? '&k;' : '&a;'.repeat(10_000);
      const found = scannedFiles({
        'pom.xml': pom(dependency('a', reference), head),
        'packages.config': config(nuget('A', reference), head),
        'bom.xml': bom(library('c', reference), head),
      });
      expect(Object.values(found.status)).toEqual(['failed', 'failed', 'failed']);
    }
    const numeric = scannedFiles({ 'pom.xml': pom(dependency('a', '&#49;'.repeat(1_000_000))) });
    expect(numeric.components.find(({ name }) => name === 'org.kit:a')?.version).toHaveLength(1_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * 1024 * 1024);
  });

  it('XML-03: a file cut anywhere is never complete', () => {
    const files: Readonly<Record<string, string>> = {
      'pom.xml': pom(dependency('a', '1.0') + dependency('b', '2.0')),
      'packages.config': config(nuget('A', '1.0') + nuget('B', '2.0')),
      'bom.xml': bom(library('c', '1') + library('d', '2')),
    };
    for (const [path, text] of Object.entries(files)) {
      expect(scannedFiles({ [path]: text }).status).toEqual({ [path]: 'parsed' });
      for (let at = 1; at < text.trimEnd().length; at += 3) {
        const { status } = scannedFiles({ [path]: text.slice(0, at) });
        expect(['failed', 'partial', 'skipped', undefined], `${path} cut at ${at}`).toContain(status[path]);
      }
    }
  });

  it.each([
    '<a><b></a></b>',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a b="1" b="2"/>',
    '<a b=1/>',
    '<a b/>',
    '<a b="<"/>',
    '<a>&nothing;</a>',
    '<a>&</a>',
    '<a>&#xFFFFFFF;</a>',
    '<a>&#0;</a>',
    '<a><!-- -- --></a>',
    '<a><![CDATA[x</a>',
    '<a>]]></a>',
    '<a><?xml version="1.0"?></a>',
    ' <?xml version="1.0"?><a/>',
    '<1a/>',
    '<a:b/>',
    'text',
    '<a/>text',
    '<a>\u0001</a>',
    '< a/>',
    '<a></a >x',
    '',
  ])('XML-03: %j is not well-formed and is refused with its place', (text) => {
    let fault: unknown;
    try {
      parseXml(text);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(SyntaxFault);
    expect((fault as SyntaxFault).line).toBeGreaterThan(0);
  });

  it('XML-04: elements 100,000 deep are too deep; 200,000 attributes are read', () => {
    const deep = `${'<x>'.repeat(100_000)}${'</x>'.repeat(100_000)}`;
    const found = scannedFiles({
      'pom.xml': pom(deep),
      'packages.config': config(deep),
      'bom.xml': bom(deep),
      'b/packages.config': config(
        `  <package id="A" version="1.0" ${Array.from({ length: 200_000 }, (_, at) => `a${at}=""`).join(' ')}/>\n`,
      ),
    });
    expect(found.status).toEqual({
      'pom.xml': 'failed',
      'packages.config': 'failed',
      'bom.xml': 'failed',
      'b/packages.config': 'parsed',
    });
    expect(new Set(found.problems.map(({ code }) => code))).toEqual(new Set(['too-deep']));
    expect(found.names).toEqual(['A@1.0']);
  });

  it('XML-05: versions stay as they are written', () => {
    for (const version of [
      '1.10',
      '007',
      '1e3',
      '0x10',
      '1.0',
      '+1',
      'true',
      'null',
      '2024-01-01',
      '12345678901234567890',
    ]) {
      const found = scannedFiles({
        'pom.xml': pom(dependency('a', version)),
        'packages.config': config(nuget('A', version)),
        'bom.xml': bom(library('c', version)),
      });
      const versions = found.components.map((component) => component.version);
      expect(versions, version).toEqual([version, version, version]);
    }
  });

  it('XML-06: prefixes do not matter; another namespace does', () => {
    const prefixed = (text: string): string => text.replace(/<(\/?)(?=[a-z])/gi, '<$1p:').replace('xmlns=', 'xmlns:p=');
    const files = {
      'pom.xml': pom(dependency('a', '1.0')),
      'bom.xml': bom(library('c', '1')),
    };
    const plain = scannedFiles(files);
    const other = scannedFiles({ 'pom.xml': prefixed(files['pom.xml']), 'bom.xml': prefixed(files['bom.xml']) });
    expect(plain.names).toHaveLength(2);
    expect(other.names).toEqual(plain.names);
    const wrong = scannedFiles({ 'bom.xml': bom(library('c', '1'), '', 'http://elsewhere.example/bom') });
    expect(wrong.status['bom.xml']).not.toBe('parsed');
    const wrongPom = scannedFiles({
      'pom.xml': files['pom.xml'].replace('http://maven.apache.org/POM/4.0.0', 'http://elsewhere.example/POM'),
    });
    expect(wrongPom.status['pom.xml']).not.toBe('parsed');
    const without = scannedFiles({ 'pom.xml': files['pom.xml'].replace(/ xmlns="[^"]*"/, '') });
    expect(without.names).toEqual(['org.kit:a@1.0']);
  });

  it('XML-07: an unresolved property and a missing parent cost no component, and are told', () => {
    const found = scannedFiles({
      'app/pom.xml': pom(dependency('a', '${nowhere}') + dependency('b', '2.0')).replace(
        '  <groupId>com.example</groupId>\n',
        '  <parent><groupId>com.example</groupId><artifactId>up</artifactId><version>${revision}</version></parent>\n',
      ),
    });
    expect(found.status['app/pom.xml']).toBe('partial');
    expect(found.names).toEqual(expect.arrayContaining(['org.kit:a', 'org.kit:b@2.0']));
    const codes = found.problems.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['missing-parent', 'unresolved']));
    expect(found.problems.every(({ line }) => line !== undefined)).toBe(true);
  });
});
