import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { neutralColumns } from '../formats/register/neutral-columns.ts';
import { UsageError } from '../model/problem.ts';
import { openShipped } from './load-knowledge.ts';
import type { Surroundings } from './surroundings.ts';
import { writeWhole } from './write-file.ts';

export interface InitRegisterFlags {
  readonly force?: boolean;
}

const tableName = 'register.csv';
const guideName = 'register.md';

/**
 * `wherefrom init --register`: an empty register with the neutral columns, and a page that says what each is and which duty asks for it. Never over
 * existing files without `--force`.
 */
export async function initRegister(flags: InitRegisterFlags, surroundings: Surroundings): Promise<number> {
  const table = join(surroundings.cwd, tableName);
  const guide = join(surroundings.cwd, guideName);
  const taken = [table, guide].filter((path) => existsSync(path) && flags.force !== true);
  if (taken.length > 0)
    throw new UsageError(
      taken.map((path) => `${path === table ? tableName : guideName}: is there already; --force writes it anew`),
    );
  writeWhole(table, [`${neutralColumns.map(({ name }) => name).join(',')}\n`]);
  writeWhole(guide, [registerGuide()]);
  surroundings.stderr.write(
    `wrote ${tableName} and ${guideName}; next: fill in a row, then wherefrom scan ${tableName} -p <profile>\n`,
  );
  return 0;
}

const kindWords: Readonly<Record<string, string>> = {
  organisation: 'a name, as in the contract',
  names: 'names, separated by ;',
  country: 'ISO 3166-1 alpha-2, or a country name; several separated by ,',
  host: 'an address or host',
  date: 'YYYY-MM-DD',
  'yes-no': 'yes or no',
  number: 'a number',
  word: 'a word',
  text: 'text',
};

/** The page beside the table: every column with its meaning and the duties that read it. */
export function registerGuide(): string {
  const askedBy = new Map<string, string[]>();
  for (const duty of openShipped().duties.values()) {
    for (const column of duty.columns) {
      const held = askedBy.get(column);
      if (held) held.push(duty.id);
      else askedBy.set(column, [duty.id]);
    }
  }
  const lines = neutralColumns.map(
    ({ name, kind, about }) =>
      `| \`${name}\` | ${about} | ${kindWords[kind]} | ${(askedBy.get(name) ?? []).map((id) => `\`${id}\``).join(' ')} |`,
  );
  return `# The register

One row an arrangement: a provider of storage or processing, a data centre, a data broker, a joint venture, a piece of equipment, an app. Fill in what you
know; leave out columns that nobody asks you for. An empty cell of a column is "empty" and a column that is not there "not in the register": both are reported
by the duties of your profile as not shown, never as violated. Write the names of organisations, never of people.

Your own headers work too: \`wherefrom scan register.csv --map "Lieferant=provider"\`, or \`map:\` in wherefrom.yaml. The columns of the DORA register of
information are recognised by their numbers (\`B_02.02.0150\`, or \`c0150\` in a file or sheet named b_02.02) and by their usual labels.

\`wherefrom rules show <duty>\` prints a duty with its source.

| Column | What stands in it | How | Asked for by |
|---|---|---|---|
${lines.join('\n')}
`;
}
