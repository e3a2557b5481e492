import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { purlOf } from '../identity/purl.ts';
import type { TargetResult } from '../model/fleet.ts';
import { UsageError } from '../model/problem.ts';
import type { Inventory } from '../scan/inventory.ts';
import { printable } from './printable.ts';
import { readRunFile, resultsName, sortedResults } from './run-folder.ts';
import { type Surroundings, writeAll } from './surroundings.ts';

export interface QueryFlags {
  readonly out: string;
  readonly format: string;
}

interface Place {
  readonly target: string;
  readonly path: string;
  readonly line?: number;
  readonly component: string;
  readonly version?: string;
}

/** `wherefrom batch-query`: which targets of a run contain a thing, by purl, `ecosystem:name`, name or entity id. Exit 0 also for none. */
export async function batchQueryCommand(thing: string, flags: QueryFlags, surroundings: Surroundings): Promise<number> {
  const folder = resolve(surroundings.cwd, flags.out);
  const expected = new Set(readRunFile(folder).targets);
  if (thing.trim() === '') throw new UsageError('batch-query: what is asked for?');
  const count = expected.size;
  const isJson = flags.format === 'json';
  let places = 0;
  /** Targets that may hold it unseen. */
  let unread = 0;
  const targets = new Set<string>();
  const lines = function* (): Iterable<string> {
    for (const result of sortedResults([join(folder, resultsName)])) {
      if (!expected.delete(result.target)) continue;
      if (result.status !== 'done' || !result.complete) unread++;
      for (const place of placesIn(result, thing, folder)) {
        places++;
        targets.add(place.target);
        yield isJson
          ? `${JSON.stringify(place)}\n`
          : `${printable(place.target)}  ${printable(place.path)}${place.line === undefined ? '' : `:${place.line}`}  ${printable(place.component)}${place.version === undefined ? '' : ` ${printable(place.version)}`}\n`;
      }
    }
    if (!isJson) yield `${targets.size} targets, ${places} places\n`;
  };
  await writeAll(surroundings.stdout, lines());
  if (expected.size > 0) surroundings.stderr.write(`${expected.size} of ${count} targets have no result\n`);
  if (unread > 0) surroundings.stderr.write(`${unread} targets were not or not completely read\n`);
  return 0;
}

function* placesIn(result: TargetResult, thing: string, folder: string): Iterable<Place> {
  const ofEntity = new Set(
    result.findings
      .filter((finding) => finding.entity?.id === thing)
      .flatMap((finding) => finding.evidence.map((seen) => `${seen.path}\n${seen.line}`)),
  );
  if (result.inventory === undefined) return;
  const wanted = thing.toLowerCase();
  const inventory: Inventory = JSON.parse(
    gunzipSync(readFileSync(join(folder, 'inventories', basename(result.inventory)))).toString('utf8'),
  );
  for (const { path, held } of inventory.inputs) {
    for (const component of held) {
      const line = 'line' in component.at && component.at.line > 0 ? component.at.line : undefined;
      const purl = purlOf(component)?.toLowerCase();
      const names = [
        component.name.toLowerCase(),
        `${component.ecosystem}:${component.name}`.toLowerCase(),
        purl,
        purl?.replace(/@[^@/]*$/, ''),
      ];
      if (names.includes(wanted) || ofEntity.has(`${path}\n${line}`))
        yield {
          target: result.target,
          path,
          ...(line !== undefined && { line }),
          component: component.name,
          ...(component.version !== undefined && { version: component.version }),
        };
    }
  }
}
