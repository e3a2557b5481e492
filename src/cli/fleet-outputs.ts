import { join } from 'node:path';
import type { FleetReport, TargetResult } from '../model/fleet.ts';
import { fleetCsv } from '../report/fleet/fleet-csv.ts';
import { fleetHtml } from '../report/fleet/fleet-html.ts';
import { fleetNdjson } from '../report/fleet/fleet-ndjson.ts';
import { fleetTable } from '../report/fleet/fleet-table.ts';
import { type Surroundings, writeAll } from './surroundings.ts';
import { writeWhole } from './write-file.ts';

/**
 * The fleet's report beside its results (`fleet.json`, `fleet.ndjson`, `fleet.csv`, `fleet.html`), and the table, the JSON or the findings
 * as lines on standard output. `results` gives the results of the report's targets anew each time.
 */
export async function writeFleet(
  report: FleetReport,
  results: () => Iterable<TargetResult>,
  folder: string,
  flags: { readonly format: readonly string[]; readonly quiet?: boolean },
  surroundings: Surroundings,
): Promise<void> {
  const json = `${JSON.stringify(report, null, 2)}\n`;
  writeWhole(join(folder, 'fleet.json'), [json]);
  writeWhole(join(folder, 'fleet.ndjson'), fleetNdjson(results()));
  writeWhole(join(folder, 'fleet.csv'), fleetCsv(report));
  writeWhole(join(folder, 'fleet.html'), fleetHtml(report));
  if (flags.format.includes('json')) await writeAll(surroundings.stdout, [json]);
  else if (flags.format.includes('ndjson')) await writeAll(surroundings.stdout, fleetNdjson(results()));
  else if (!flags.quiet) await writeAll(surroundings.stdout, fleetTable(report));
}
