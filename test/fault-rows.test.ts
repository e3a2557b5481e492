/**
 * Which test holds which kind of trouble. Ids are those of the project's table of faults; a row stands here with the test file that
 * names it in a title, or with the reason why there is none.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const held: Readonly<Record<string, string>> = {
  'FS-01': 'hostile-files',
  'FS-02': 'hostile-files',
  'FS-03': 'hostile-files',
  'FS-04': 'hostile-files',
  'FS-05': 'hostile-files',
  'FS-06': 'hostile-files',
  'FS-07': 'hostile-files',
  'FS-08': 'hostile-files',
  'FS-09': 'hostile-files',
  'FS-10': 'hostile-files',
  'FS-11': 'hostile-files',
  'FS-12': 'hostile-files',
  'FS-13': 'hostile-files',
  'FS-14': 'hostile-files',
  'FS-15': 'hostile-files',
  'FS-16': 'hostile-files',
  'FS-17': 'hostile-files',
  'FS-18': 'hostile-files',
  'FS-19': 'hostile-files',
  'FS-20': 'hostile-files',
  'FS-21': 'cli',
  'FS-22': 'cli',
  'FS-23': 'hostile-files',
  'FS-24': 'hostile-files',
  'ENCODING-01': 'damage',
  'ENCODING-02': 'damage',
  'ENCODING-03': 'inventory',
  'ENCODING-04': 'inventory',
  'ENCODING-05': 'damage',
  'ENCODING-06': 'json-faults',
  'ENCODING-07': 'inventory',
  'ENCODING-08': 'json-faults',
  'JSON-01': 'json-faults',
  'JSON-02': 'json-faults',
  'JSON-03': 'json-faults',
  'JSON-04': 'json-faults',
  'JSON-05': 'json-faults',
  'JSON-06': 'damage',
  'JSON-07': 'json-faults',
  'JSON-08': 'json-faults',
  'JSON-09': 'json-faults',
  'JSON-10': 'damage',
  'EXEC-01': 'untrusted-tree',
  'EXEC-02': 'untrusted-tree',
  'EXEC-03': 'untrusted-tree',
  'EXEC-04': 'untrusted-tree',
  'OTERM-01': 'cli',
  'OGHA-01': 'report-github',
  'OGHA-02': 'report-github',
  'OGHA-03': 'report-github',
  'OCSV-01': 'report-machine',
  'OHTML-01': 'report-html-browser',
  'OHTML-02': 'report-html-browser',
  'OSARIF-01': 'report-sarif',
  'OSARIF-02': 'report-sarif',
  'OSARIF-03': 'report-sarif',
  'OSARIF-04': 'report-sarif',
  'OSARIF-05': 'cli',
  'OSARIF-06': 'report-sarif',
  'OJSON-01': 'report-machine',
  'OJSON-02': 'process',
  'OJSON-03': 'process',
  'OJSON-04': 'cli',
  'OFS-01': 'process',
  'OFS-02': 'cli',
  'OFS-03': 'process',
  'POLICY-01': 'rule-files',
  'POLICY-02': 'rule-files',
  'POLICY-03': 'rule-files',
  'POLICY-04': 'policy-end-to-end',
  'POLICY-05': 'policy-end-to-end',
  'PROC-01': 'batch-stop',
  'PROC-02': 'batch-faults',
  'PROC-03': 'surroundings',
  'PROC-04': 'surroundings',
  'PROC-05': 'surroundings',
  'PROC-06': 'surroundings',
  'BATCH-01': 'batch-faults',
  'BATCH-02': 'batch-faults',
  'BATCH-04': 'fleet',
  'BATCH-05': 'fleet',
  'BATCH-06': 'batch-clone',
  'BATCH-07': 'batch-clone',
  'BATCH-08': 'surroundings',
  'BATCH-10': 'fleet',
  'BATCH-11': 'batch-cache',
};

/** How many rows each area has. */
const areas: Readonly<Record<string, number>> = {
  FS: 24,
  ENCODING: 8,
  JSON: 10,
  EXEC: 4,
  OTERM: 1,
  OGHA: 3,
  OCSV: 1,
  OHTML: 2,
  OSARIF: 6,
  OJSON: 4,
  OFS: 3,
  POLICY: 5,
  PROC: 6,
};

describe('faults', () => {
  it.each(Object.entries(areas))('%s: each of its %i rows has a test', (area, count) => {
    const rows = Array.from({ length: count }, (_, at) => `${area}-${String(at + 1).padStart(2, '0')}`);
    expect(rows.filter((row) => held[row] === undefined)).toEqual([]);
  });

  it.each(Object.entries(held))('%s is named in a title of %s', (row, file) => {
    const text = readFileSync(`test/${file}.test.ts`, 'utf8');
    const titles = text.split('\n').filter((line) => /['"`]/.test(line) && line.includes(row));
    expect(titles, `test/${file}.test.ts`).not.toEqual([]);
  });
});
