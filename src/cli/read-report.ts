import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../model/problem.ts';
import type { Report } from '../model/report.ts';

/** A JSON report of an earlier run. Throws `UsageError` with the file's name when it is none. */
export function readBaseline(path: string, cwd: string): Report {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), 'utf8');
  } catch {
    throw new UsageError(`${path}: there is no such report, or it may not be read`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new UsageError(`${path}: is not JSON; make it with "wherefrom scan -f json=${path}"`);
  }
  if (!isReport(value))
    throw new UsageError(`${path}: is JSON and no report of wherefrom (schemaVersion "1" with findings)`);
  return value;
}

function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value) || value.schemaVersion !== '1')
    return false;
  if (!('findings' in value) || !Array.isArray(value.findings)) return false;
  return value.findings.every(
    (finding: unknown) =>
      typeof finding === 'object' && finding !== null && 'id' in finding && typeof finding.id === 'string',
  );
}
