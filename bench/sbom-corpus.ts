/**
 * Every SBOM below a folder, read by wherefrom and counted by an independent reader: jq for JSON, xmllint for XML, grep for
 * tag-value. Prints a table of formats and versions with documents tried, read and refused, and every difference. Made for the test
 * documents of the CycloneDX and SPDX specifications and examples: `node scripts/run-ts.js bench/sbom-corpus.ts <folder>...`
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { formats } from '../src/formats/registry.ts';
import { chooseFormat } from '../src/scan/choose-format.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { readInput } from '../src/scan/read-input.ts';

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
      return count('grep', ['-cE', '^[[:space:]]*PackageName:', path]);
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

interface Row {
  tried: number;
  read: number;
  partial: number;
  refused: number;
  counted: number;
  different: number;
}
const rows = new Map<string, Row>();
for (const folder of process.argv.slice(2)) {
  for (const path of filesBelow(folder)) {
    const name = path.slice(folder.length + 1);
    const bytes = readFileSync(path);
    const tree = memoryTree(new Map([[name, bytes]]));
    const choice = chooseFormat(tree, name, claims.claimsOf(name));
    if (choice.kind !== 'read') continue;
    const { id } = choice.format;
    const reading = readInput(tree, name, choice.format, { named: false }, () => undefined);
    const key = `${id.slice(5).padEnd(20)} ${versionOf(bytes.subarray(0, 200_000).toString('utf8')).padEnd(6)}`;
    const row = rows.get(key) ?? { tried: 0, read: 0, partial: 0, refused: 0, counted: 0, different: 0 };
    rows.set(key, row);
    row.tried++;
    if (reading.status === 'parsed') row.read++;
    else if (reading.status === 'partial') row.partial++;
    else row.refused++;
    if (reading.status === 'failed' || reading.status === 'skipped') continue;
    const other = independent(id, path);
    if (other === undefined) continue;
    row.counted++;
    if (other === reading.components) continue;
    row.different++;
    process.stdout.write(`${path}: ${reading.components}, not ${other}; ${reading.reason ?? 'no reason'}\n`);
  }
}
process.stdout.write('format               version  tried   read  partial  refused  counted  different\n');
for (const [key, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const numbers = [row.tried, row.read, row.partial, row.refused, row.counted, row.different];
  const widths = [6, 7, 9, 9, 9, 11];
  process.stdout.write(`${key} ${numbers.map((value, at) => String(value).padStart(widths[at] as number)).join('')}\n`);
}
