import { readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import process from 'node:process';
import { compareMistakes, formatMistake, type RuleMistake } from '../knowledge/rule-files/mistake.ts';
import { readShape, unusable } from '../knowledge/rule-files/validate.ts';
import { readYamlTree, type YamlNode } from '../knowledge/rule-files/yaml-tree.ts';
import type { Waiver } from '../model/policy.ts';
import { UsageError } from '../model/problem.ts';
import { lineIndex } from '../syntax/text.ts';
import type { Configuration } from './configuration.ts';
import { type ConfigurationFile, configurationShape } from './configuration-shape.ts';

const largest = 1 << 20;

/** The configuration in a file, an absolute path. Throws `UsageError` with every mistake, each with file, line and column. */
export function readConfiguration(path: string): Configuration {
  const shown = shownPath(path);
  let bytes: Buffer;
  try {
    if (statSync(path).size > largest) throw new UsageError(`${shown}: is larger than 1 MiB`);
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown}: may not be read`);
  }
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const { file, mistakes, lineOf } = parseConfiguration(text, shown);
  if (mistakes.length > 0) throw new UsageError(mistakes.map(formatMistake));
  const folder = dirname(path);
  return {
    path,
    profiles: file.profiles,
    rules: file.rules.map((one) => resolve(folder, one)),
    failOn: file.failOn,
    minConfidence: file.minConfidence,
    include: file.include,
    exclude: file.exclude,
    map: Object.entries(file.map).map(([header, column]) => `${header}=${column}`),
    sourceRoot: file.sourceRoot === undefined ? undefined : resolve(folder, file.sourceRoot),
    waivers: file.waivers.map((waiver): Waiver => ({ ...waiver, where: `${shown}:${lineOf(waiver)}` })),
    allowed: new Map(file.allow.map(({ entity, reason }) => [entity, reason])),
  };
}

export interface ParsedConfiguration {
  readonly file: ConfigurationFile;
  /** Sorted; the file may be used only when there is none. */
  readonly mistakes: readonly RuleMistake[];
  /** Line of a row of the file, 1-based. */
  readonly lineOf: (row: object) => number;
}

/** Text to configuration, pure. An empty file is a configuration that says nothing. */
export function parseConfiguration(text: string, path: string): ParsedConfiguration {
  const index = lineIndex(text);
  const mistakes: RuleMistake[] = [];
  const nodes = new Map<object, YamlNode>();
  const tell = (offset: number, message: string): void => {
    const { line, column } = index.at(offset);
    mistakes.push({ path, line, column, message });
  };
  const { root, faults } = readYamlTree(text);
  for (const { offset, message } of faults) tell(offset, message);
  let file: ConfigurationFile = empty;
  if (root !== undefined && faults.length === 0) {
    const read = readShape(configurationShape, root, 'the configuration', {
      mistake: tell,
      warning: tell,
      refers: () => {},
      remember: (value, node) => nodes.set(value, node),
    });
    if (read !== unusable) file = read as ConfigurationFile;
  }
  return {
    file,
    mistakes: mistakes.sort(compareMistakes),
    lineOf: (row) => index.at(nodes.get(row)?.offset ?? 0).line,
  };
}

const empty: ConfigurationFile = { profiles: [], rules: [], include: [], exclude: [], map: {}, waivers: [], allow: [] };

/** As a user would type it. */
function shownPath(path: string): string {
  const here = relative(process.cwd(), path);
  return here.startsWith('..') || here === '' ? path : here;
}
