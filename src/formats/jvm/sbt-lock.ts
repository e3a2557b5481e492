/**
 * build.sbt.lock of sbt-dependency-lock, lockVersion 1. Specification: the plugin's README. Surprising: names already carry the Scala version
 * (`cats-core_2.13`).
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { mavenScope } from './maven-version.ts';

const newestVersion = 1;

/** Reads the locked modules; it has no edges and does not say what is direct. */
export const sbtLock: DocumentFormat = {
  id: 'jvm/sbt-lock',
  title: 'sbt build.sbt.lock',
  files: ['*.sbt.lock'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const list = listOf(memberOf(root, 'dependencies'));
  if (!isRecord(root) || !list) throw new UnreadableInput('wrong-shape', 'has no "dependencies" list', { line: 1 });
  const losses: Loss[] = [];
  const version = root.lockVersion;
  if (typeof version === 'number' && version > newestVersion) {
    const message = `lockVersion ${version} is newer than ${newestVersion}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['lockVersion'], message });
  }
  const components: Component[] = [];
  for (const [at, value] of list.entries()) {
    const [org, name, locked] = ['org', 'name', 'version'].map((key) => stringOf(memberOf(value, key)));
    if (org && name)
      components.push({
        ...{ kind: 'package', name: `${org}:${name}`, version: locked, ecosystem: 'maven' },
        at: { path: ['dependencies', at, 'name'] },
        scope: scopeOf(stringsOf(memberOf(value, 'configurations'))),
      });
    else losses.push({ code: 'wrong-type', path: ['dependencies', at], message: 'a dependency has no org or no name' });
  }
  return { components, problems: problemsOf(losses, input.text, locateJson) };
}

function scopeOf(names: readonly string[] | undefined): Scope | undefined {
  const scopes = new Set((names ?? []).map(mavenScope));
  for (const scope of ['runtime', 'peer', 'optional', 'test'] as const) if (scopes.has(scope)) return scope;
  return names && names.length > 0 ? 'build' : undefined;
}
