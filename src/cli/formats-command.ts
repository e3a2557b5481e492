import { formatCards } from '../formats/cards.ts';
import { UsageError } from '../model/problem.ts';
import { type Surroundings, writeAll } from './surroundings.ts';

/** Prints the register of inputs: id, title, and the names that claim a file. */
export async function formatsCommand(as: string, surroundings: Surroundings): Promise<number> {
  const rows = formatCards.map(({ id, title, files, mayBe }) => ({ id, title, files, byContent: mayBe ?? [] }));
  if (as === 'json') await writeAll(surroundings.stdout, [`${JSON.stringify(rows, null, 2)}\n`]);
  else if (as === 'markdown') await writeAll(surroundings.stdout, [formatsMarkdown()]);
  else if (as === 'table') {
    const width = Math.max(...rows.map((row) => row.id.length));
    const indent = ' '.repeat(width + 2);
    const lines = rows.map((row) => {
      const names = [
        ...row.files,
        ...(row.byContent.length > 0 ? [`${row.byContent.join(' ')} (by content)`] : []),
      ].join('  ');
      return `${row.id.padEnd(width)}  ${row.title}\n${indent}${names}\n`;
    });
    await writeAll(surroundings.stdout, [...lines, `${rows.length} formats\n`]);
  } else throw new UsageError(`--format ${as}: formats prints table, json or markdown`);
  return 0;
}

/** The same as a Markdown table, for the documentation. A test compares docs/formats.md with it. */
export function formatsMarkdown(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const code = (names: readonly string[]) => names.map((name) => `\`${cell(name)}\``).join(' ');
  const lines = formatCards.map(
    ({ id, title, files, mayBe }) => `| \`${id}\` | ${cell(title)} | ${code(files)} | ${code(mayBe ?? [])} |`,
  );
  return `| Format | Reads | By name | By content |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}
