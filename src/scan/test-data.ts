import type { Component } from '../model/component.ts';
import type { Format } from '../model/format.ts';

const folders =
  /(?:^|\/)(?:tests?|__tests__|testdata|testing|fixtures?|__fixtures__|examples?|samples?|demos?|docs?|documentation|e2e|specs?|mocks?)\//i;
const names =
  /(?:[._-](?:example|sample|template|dist)s?|(?:^|\/)(?:example|sample)[._-][^/]*|[._-](?:example|sample)[._-][^/]*)$/i;

/**
 * True of infrastructure files and model references that show how something is used rather than use it: below a folder such
 * as `test` or `docs`, or called `.env.example`. `starts` are the files and folders asked for, relative to the root: who asks
 * for `fixtures/app` means it, so only what lies below it counts.
 */
export function isTestData(path: string, format: Pick<Format, 'id'>, starts: readonly string[] = []): boolean {
  if (!format.id.startsWith('infra/') && !format.id.startsWith('models/')) return false;
  return folders.test(pathBelow(path, starts)) || names.test(path);
}

function pathBelow(path: string, starts: readonly string[]): string {
  let above = 0;
  for (const start of starts) {
    if (path === start) return path.slice(path.lastIndexOf('/') + 1);
    if (path.startsWith(`${start}/`)) above = Math.max(above, start.length + 1);
  }
  return path.slice(above);
}

/** A scope that the file itself gives stays. */
export function asTestData(component: Component): Component {
  return component.scope === undefined ? { ...component, scope: 'test' } : component;
}
