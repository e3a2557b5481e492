/**
 * Gradle's dependency lock state: gradle.lockfile (Gradle 7 and later, one a project), buildscript-gradle.lockfile, settings-gradle.lockfile, and
 * gradle/dependency-locks/<configuration>.lockfile before that. Specification: Gradle user manual, "Locking Versions". Surprising: one module may
 * stand in it with several versions, one for each group of configurations; the last line names the configurations that resolve to nothing.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { plainLines } from '../languages/plain-lines.ts';
import { configurationScope } from './configuration-scope.ts';

/** Reads the locked modules. The file has no edges and does not say what is direct. */
export const gradleLockfile: DocumentFormat = {
  id: 'jvm/gradle-lockfile',
  title: 'Gradle gradle.lockfile',
  files: ['gradle.lockfile', '*-gradle.lockfile', '*.gradle.lockfile', 'dependency-locks/*.lockfile'],
  mayBe: ['*.lockfile'],
  recognise: (head, path) =>
    /(?:^|\/)dependency-locks\/|(?:^|[/.-])gradle\.lockfile$/.test(path) ||
    /^# This is a Gradle generated file/.test(head),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  const isOfBuild = /(?:^|\/)(?:buildscript|settings)-[^/]*$/.test(input.path);
  // The old layout has one file a configuration, and no list of configurations in it.
  const isOldLayout = /(?:^|\/)dependency-locks\//.test(input.path);
  const configuration = /(?:^|\/)dependency-locks\/(.+)\.lockfile$/.exec(input.path)?.[1];
  let sawEmpty = false;
  let lines = 0;
  let bad = 0;
  for (const [index, raw] of plainLines(input.text).entries()) {
    const text = raw.trim();
    if (text === '') continue;
    lines++;
    if (text.startsWith('#')) continue;
    const equals = text.indexOf('=');
    const coordinates = equals < 0 ? text : text.slice(0, equals);
    if (coordinates === 'empty') {
      sawEmpty = true;
      continue;
    }
    const found = /^([^\s:=]+):([^\s:=]+):([^\s:=]+)$/.exec(coordinates);
    if (!found) {
      bad++;
      problems.push({
        code: 'wrong-type',
        line: index + 1,
        message: 'a line is no "group:name:version"',
        weight: 'lost',
      });
      continue;
    }
    // Cut in the middle, a version looks like one too.
    if (equals < 0 && !isOldLayout)
      problems.push({ code: 'truncated', line: index + 1, message: 'a module names no configuration', weight: 'lost' });
    const names = equals < 0 ? [] : text.slice(equals + 1).split(',');
    if (configuration !== undefined && equals < 0) names.push(configuration);
    components.push({
      ...{ kind: 'package', name: `${found[1]}:${found[2]}`, version: found[3], ecosystem: 'maven' },
      at: { line: index + 1, column: raw.indexOf(coordinates) + 1 },
      scope: isOfBuild ? 'build' : configurationScope(names.filter((name) => name !== '')),
    });
  }
  if (bad > 0 && components.length === 0 && !sawEmpty)
    throw new UnreadableInput('wrong-shape', 'has no line "group:name:version"', { line: problems[0]?.line });
  // Gradle writes it also when it is empty, so without it the end is missing.
  if (lines > 0 && !sawEmpty && !isOldLayout)
    problems.push({
      code: 'truncated',
      message: 'has no line "empty=" as Gradle writes it; modules may be missing',
      weight: 'lost',
    });
  return { components, problems };
}
