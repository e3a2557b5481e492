import type { CsvReader } from '../../syntax/csv.ts';

/**
 * A reader that first looks at `headLength` characters, or at all there is, to see what the columns are; `begin` then makes
 * the real one. `begin` may throw.
 */
export function afterHead(headLength: number, begin: (head: string) => CsvReader): Pick<CsvReader, 'write' | 'end'> {
  let held = '';
  let reader: CsvReader | undefined;
  const start = (): CsvReader => {
    const made = begin(held);
    reader = made;
    made.write(held);
    held = '';
    return made;
  };
  return {
    write(text) {
      if (reader) {
        reader.write(text);
        return;
      }
      held += text;
      if (held.length >= headLength) start();
    },
    end() {
      (reader ?? start()).end();
    },
  };
}
