/**
 * Every SBOM below a folder, read by wherefrom and counted by an independent reader: jq for JSON, xmllint for XML and RDF, grep
 * for tag-value, PyYAML for YAML; of Protocol Buffers jq on the JSON document of the same name. Prints a table of formats and
 * versions, every difference, every document named invalid that gave no problem, and every one that no format took. Made for
 * the test documents of the CycloneDX and SPDX specifications; docs/sbom.md says which and how:
 * `node scripts/run-ts.js bench/sbom-corpus.ts <folder>...`
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { formats } from '../src/formats/registry.ts';
import { chooseFormat } from '../src/scan/choose-format.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { readInput } from '../src/scan/read-input.ts';
import { atOnce } from '../src/scan/steps.ts';

const claims = compileClaims(formats.filter(({ id }) => id.startsWith('sbom/')));

/** Components, services and what is inside them, the described component and what took part in the build. */
const cyclonedxCount =
  'def inside($name): [.[$name][]? | 1 + (inside($name))] | add // 0;' +
  'inside("components") + inside("services")' +
  ' + (if .metadata.component then 1 + (.metadata.component | inside("components"))' +
  '    elif (.metadata.supplier // .metadata.manufacture) then 1 else 0 end)' +
  ' + ([.formulation[]? | inside("components") + inside("services")] | add // 0)';
const spdx3Count = '[(.["@graph"] // [.])[] | select((.type // "") | test("Package$|^build_Build$"))] | length';
const xmlCount =
  'count(/*/*[local-name()="components"]//*[local-name()="component"][not(ancestor::*[local-name()="pedigree"])])' +
  ' + count(/*/*[local-name()="services"]//*[local-name()="service"])' +
  ' + count(/*/*[local-name()="formulation"]/*/*[local-name()="components"]//*[local-name()="component"])' +
  ' + count(/*/*[local-name()="formulation"]/*/*[local-name()="services"]//*[local-name()="service"])' +
  ' + count(/*/*[local-name()="metadata"]/*[local-name()="component"])' +
  ' + count(/*/*[local-name()="metadata"]/*[local-name()="component"]/*[local-name()="components"]//*[local-name()="component"])' +
  ' + number(boolean(/*/*[local-name()="metadata"][not(*[local-name()="component"])]/*[local-name()="supplier" or local-name()="manufacture"]))';

const yamlCount = "import sys, yaml; print(len(yaml.safe_load(open(sys.argv[1], 'rb')).get('packages') or []))";

/** grep knows no UTF-16. */
function isUtf16(path: string): boolean {
  const [first, second] = readFileSync(path);
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function count(command: string, args: readonly string[]): number | undefined {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 24 });
  const value = Number(done.stdout?.trim());
  return done.status === 0 && Number.isFinite(value) && done.stdout.trim() !== '' ? value : undefined;
}

function independent(format: string, path: string): number | undefined {
  switch (format) {
    case 'sbom/cyclonedx-json':
      return count('jq', [cyclonedxCount, path]);
    case 'sbom/spdx-json':
      return count('jq', ['.packages // [] | length', path]);
    case 'sbom/spdx3-json':
      return count('jq', [spdx3Count, path]);
    case 'sbom/cyclonedx-xml':
      return count('xmllint', ['--nonet', '--xpath', xmlCount, path]);
    case 'sbom/spdx-tag-value':
      return isUtf16(path) ? undefined : count('grep', ['-cE', '^[[:space:]]*PackageName:', path]);
    case 'sbom/spdx-rdf':
      return count('xmllint', ['--nonet', '--xpath', 'count(//*[local-name()="Package"])', path]);
    case 'sbom/spdx-xml':
      return count('xmllint', ['--nonet', '--xpath', 'count(/*/*[local-name()="packages"])', path]);
    case 'sbom/spdx-yaml':
      return count('python3', ['-c', yamlCount, path]);
    case 'sbom/cyclonedx-protobuf': {
      const twin = path.replace(/\.cdx\.bin$/, '.json');
      return existsSync(twin) ? count('jq', [cyclonedxCount, twin]) : undefined;
    }
    default:
      return undefined;
  }
}

function* filesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind?.isDirectory()) yield* filesBelow(path);
    else if (kind?.isFile()) yield path;
  }
}

function versionOf(text: string): string {
  const found =
    /"specVersion"\s*:\s*"([^"]{1,12})"/.exec(text) ??
    /cyclonedx\.org\/schema\/bom\/([\d.]+)/.exec(text) ??
    /spdxVersion"?\s*:\s*["']?SPDX-([\d.]+)/i.exec(text) ??
    /specVersion>SPDX-([\d.]+)/.exec(text) ??
    /spdx\.org\/rdf\/(3[\d.]*\d)\//.exec(text);
  return found?.[1] ?? '?';
}

/** Documents that are no SBOM by their names: sources, pictures and vocabularies in the same folders. */
const otherFiles =
  /\.(?:md|py|java|png|c|go|pdf|css|html|txt|sh|textproto|ttl|ya?ml|csv|ico)$|(?:^|\/)[^.]+$|spdx-(?:model|context)/;

class Row {
  tried = 0;
  read = 0;
  partial = 0;
  skipped = 0;
  failed = 0;
  invalid = 0;
  silent = 0;
  counted = 0;
  different = 0;
}
const columns = Object.keys(new Row()) as (keyof Row)[];
const rows = new Map<string, Row>();
const total = new Row();
for (const folder of process.argv.slice(2)) {
  for (const path of filesBelow(folder)) {
    const name = path.slice(folder.length + 1);
    const bytes = readFileSync(path);
    const tree = memoryTree(new Map([[name, bytes]]));
    const choice = atOnce(chooseFormat(tree, name, claims.claimsOf(name)));
    if (choice.kind !== 'read') {
      if (!otherFiles.test(name)) process.stdout.write(`${path}: no format takes it\n`);
      continue;
    }
    const { id } = choice.format;
    const reading = readInput(tree, name, choice.format, { named: false }, () => undefined);
    const binary = /\n\x03(1\.\d)/.exec(bytes.subarray(0, 5).toString('latin1'))?.[1];
    const key = `${id.slice(5).padEnd(20)} ${(binary ?? versionOf(textOf(bytes))).padEnd(6)}`;
    const row = rows.get(key) ?? new Row();
    rows.set(key, row);
    const add = (column: keyof Row): void => {
      row[column]++;
      total[column]++;
    };
    add('tried');
    add(reading.status === 'parsed' ? 'read' : reading.status);
    const isInvalid = /invalid/.test(name);
    if (isInvalid) {
      add('invalid');
      if (reading.problems.length === 0) {
        add('silent');
        process.stdout.write(`${path}: invalid, and no problem told\n`);
      }
    }
    if (reading.status === 'failed' || reading.status === 'skipped') {
      process.stdout.write(`${path}: ${reading.status}; ${reading.reason ?? 'no reason'}\n`);
      continue;
    }
    const other = independent(id, path);
    if (other === undefined) continue;
    add('counted');
    if (other === reading.components) continue;
    add('different');
    process.stdout.write(`${path}: ${reading.components}, not ${other}; ${reading.reason ?? 'no reason'}\n`);
  }
}

function textOf(bytes: Buffer): string {
  const head = bytes.subarray(0, 400_000);
  return head[0] === 0xff && head[1] === 0xfe ? head.toString('utf16le') : head.toString('utf8');
}

const line = (key: string, cell: (column: keyof Row) => string | number): string =>
  `${key.padEnd(27)}${columns.map((column) => String(cell(column)).padStart(10)).join('')}\n`;
process.stdout.write(line('format               version', (column) => column));
for (const [key, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) process.stdout.write(line(key, (c) => row[c]));
process.stdout.write(line('all', (column) => total[column]));
