/** A pnpm lockfile of 20,000 packages: the format against a bare js-yaml load of the same text. */
import process from 'node:process';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { pnpmLock as format } from '../src/formats/javascript/pnpm-lock.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { readInput } from '../src/scan/read-input.ts';
import { pnpmLock } from './inputs.ts';
import { compare } from './measure.ts';

const text = pnpmLock(20_000);
const tree = memoryTree(new Map([['pnpm-lock.yaml', Buffer.from(text)]]));
let components = 0;
const ours = () => {
  components = 0;
  const reading = readInput(tree, 'pnpm-lock.yaml', format, { named: true }, (batch) => {
    components += batch.length;
  });
  if (reading.status !== 'parsed') throw new Error(`${reading.status}: ${reading.reason}`);
};
ours();
process.stdout.write(`${(text.length / 1e6).toFixed(1)} MB, ${components} components\n`);
compare(
  'pnpm-lock.yaml',
  [
    { name: 'js-yaml load, string schema', run: () => load(text, { schema: FAILSAFE_SCHEMA }) },
    { name: 'wherefrom: decode, parse, components', run: ours },
  ],
  5,
  1.6,
);
