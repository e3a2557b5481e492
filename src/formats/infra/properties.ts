/**
 * Settings in properties and INI files: application.properties of Spring, Nacos and Apollo clients, tool settings. Specification: java.util.Properties. Surprising: texts
 * of user interfaces have the same form, so only names of settings files are read.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { parseProperties } from '../../syntax/properties.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { readSetting } from './shell-lines.ts';

/** Reads addresses, hosts and regions of settings. */
export const properties: DocumentFormat = {
  id: 'infra/properties',
  title: 'Settings (properties)',
  files: [
    'application.properties',
    'application-*.properties',
    'bootstrap.properties',
    'bootstrap-*.properties',
    'config.properties',
    '*-config.properties',
    'sonar-project.properties',
    'server.properties',
    'client.properties',
  ],
  parse,
};

const prose =
  /(?:^|\.)(?:description|title|homepage|docs?|documentation|links?|license|contact)(?:\.|$)|^sonar\.links\./i;

function parse({ text }: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  if (text.includes('\0')) throw new UnreadableInput('wrong-encoding', 'is no text', { line: 1 });
  const components: Component[] = [];
  for (const { key, value, line, column } of parseProperties(text)) {
    if (prose.test(key)) continue;
    // `${NAME:default}` of Spring.
    readSetting(key, value.replace(/\$\{[\w.-]{1,100}:([^{}$]*)\}/g, '$1'), '', () => ({ line, column }), components);
  }
  return { components };
}
