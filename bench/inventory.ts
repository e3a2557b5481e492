/**
 * An inventory table of a million rows and ten columns: the format, from the file to components, against uDSV, the fastest CSV reader that
 * is kept, splitting the same file into arrays of strings. `node scripts/run-ts.js bench/inventory.ts [rows]`; with ten million rows the
 * peak memory stays where it is.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { inferSchema, initParser } from 'udsv';
import { table } from '../src/formats/inventory/table.ts';
import type { FileTree } from '../src/model/file-tree.ts';
import { readInput } from '../src/scan/read-input.ts';
import { compare, fastest } from './measure.ts';

const makers = ['Dell Inc.', 'HP', 'Lenovo', 'Cisco Systems', 'Apple', 'Hikvision', 'Huawei', 'Axis', 'Zebra', 'Canon'];
const models = [
  'OptiPlex 7090',
  'EliteBook 840',
  'ThinkPad T14',
  'C9300-48P',
  'MacBook Pro',
  'DS-2CD2143G2-I',
  'S5735-L24T4S-A1',
];
const states = ['in use', 'in stock', 'retired'];
const headers =
  'Hostname,IP Address,MAC Address,Manufacturer,Model,Serial Number,Operating System,Asset Tag,Status,Last Seen';

/** The same rows on every run. Makers and models repeat, addresses and serial numbers do not. */
function writeTable(path: string, rows: number): void {
  const file = openSync(path, 'w');
  let seed = 37;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  const octet = () => next(256).toString(16).padStart(2, '0');
  let text = `${headers}\n`;
  for (let row = 0; row < rows; row++) {
    const mac = `00:${octet()}:${octet()}:${octet()}:${octet()}:${octet()}`;
    const ip = `10.${next(255)}.${next(255)}.${next(255)}`;
    const serial = `SN${next(1e6)}${next(1e6)}`;
    text += `host-${row},${ip},${mac},${makers[next(10)]},${models[next(7)]},${serial},Linux 6.${next(20)},A${1e6 + row},${states[next(3)]},2026-0${1 + next(9)}-1${next(10)}\n`;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

function* chunksOf(path: string, size: number): Iterable<Uint8Array> {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(size);
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  closeSync(file);
}

function ours(path: string): number {
  const tree: Pick<FileTree, 'readChunks'> = { readChunks: (_, size) => chunksOf(path, size) };
  let components = 0;
  const reading = readInput(tree as FileTree, 'inventory.csv', table, { named: true }, (batch) => {
    components += batch.length;
  });
  if (reading.status !== 'parsed') throw new Error(`${reading.status}: ${reading.reason}`);
  return components;
}

function udsv(path: string): number {
  const decoder = new TextDecoder();
  let parser: ReturnType<typeof initParser> | undefined;
  let rows = 0;
  for (const bytes of chunksOf(path, 4 << 20)) {
    const text = decoder.decode(bytes, { stream: true });
    parser ??= initParser(inferSchema(text));
    parser.chunk<string[]>(text, parser.stringArrs, () => {
      rows++;
    });
  }
  parser?.end();
  return rows;
}

const [first = '1000000', file] = process.argv.slice(2);
if (first === '--once' && file !== undefined) {
  const components = ours(file);
  process.stdout.write(`${components} ${process.resourceUsage().maxRSS}\n`);
} else {
  const rows = Number(first);
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-bench-'));
  const path = join(folder, 'inventory.csv');
  try {
    writeTable(path, rows);
    process.stdout.write(`${rows} rows, ${(statSync(path).size / 1e6).toFixed(0)} MB\n`);
    const rounds = rows > 2_000_000 ? 1 : 7;
    compare(
      'Reading an inventory table',
      [
        { name: 'uDSV, rows as arrays of strings', run: () => udsv(path) },
        { name: 'inventory/table, rows as components', run: () => ours(path) },
      ],
      rounds,
      1.5,
    );
    const [time = 0] = fastest([{ name: 'inventory/table', run: () => ours(path) }], 1);
    process.stdout.write(`  ${Math.round(rows / (time / 1000)).toLocaleString('en')} rows a second\n`);
    const runner = join(process.cwd(), 'scripts', 'run-ts.js');
    if (existsSync(runner)) {
      const once = spawnSync(process.execPath, [runner, process.argv[1] as string, '--once', path], {
        encoding: 'utf8',
      });
      const [components, kilobytes] = once.stdout.trim().split(' ').map(Number);
      process.stdout.write(
        `  ${components} components, peak memory ${Math.round((kilobytes ?? 0) / 1024)} MB (aim: below 300)\n`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
