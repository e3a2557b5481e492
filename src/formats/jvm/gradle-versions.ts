/**
 * versions.lock and versions.props of the consistent-versions plugin for Gradle. Specification: the plugin's README. Surprising: versions.props may name
 * whole groups (`com.acme:* = 1.0`), which are no modules; in versions.lock a line `[Test dependencies]` divides the file.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { plainLines } from '../languages/plain-lines.ts';

/** Reads the locked modules, or the constraints on single ones. */
export const gradleVersions: DocumentFormat = {
  id: 'jvm/gradle-versions',
  title: 'Gradle consistent-versions versions.lock, versions.props',
  files: [],
  mayBe: ['versions.lock', 'versions.props'],
  recognise: (head, path) =>
    /\.props$/i.test(path)
      ? /^[\w.*-]+:[\w.*-]+\s*=\s*\S/m.test(head)
      : /^# Run \.\/gradlew|^[\w.-]+:[\w.-]+:\S+ \(\d+ constraints?:/m.test(head),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const isLock = /\.lock$/i.test(input.path);
  const components: Component[] = [];
  const problems: Problem[] = [];
  let scope: Scope = 'runtime';
  for (const [index, raw] of plainLines(input.text).entries()) {
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) continue;
    if (/^\[Test dependencies\]$/i.test(text)) {
      scope = 'test';
      continue;
    }
    const found = isLock
      ? /^([\w.-]+):([\w.-]+):(\S+)(?: \(|$)/.exec(text)
      : /^([\w.*-]+):([\w.*-]+)\s*=\s*(\S+)$/.exec(text);
    const at = { line: index + 1, column: raw.indexOf(text) + 1 };
    if (!found)
      problems.push({
        code: 'wrong-type',
        line: index + 1,
        message: 'a line names no module with a version',
        weight: 'lost',
      });
    else if (!`${found[1]}${found[2]}`.includes('*')) {
      const name = `${found[1]}:${found[2]}`;
      const base = { kind: 'package', name, version: found[3], ecosystem: 'maven', at } as const;
      components.push(isLock ? { ...base, scope } : { ...base, attributes: { managed: 'yes' } });
    }
  }
  if (problems.length > 0 && components.length === 0)
    throw new UnreadableInput('wrong-shape', 'has no line that names a module', { line: problems[0]?.line });
  return { components, problems };
}
