/**
 * SPDX 2.x tag-value (ISO/IEC 5962:2021, clause 4.4). Surprising: nothing ends an element but the beginning of the next
 * one, so the order of the lines decides which package a supplier belongs to.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { type Path, type Position, stripBom } from '../../syntax/text.ts';
import { lossList, problemsOf } from './loss.ts';
import { readSpdx } from './spdx-document.ts';
import { readTagValue } from './spdx-tag-value-shape.ts';

/** Reads the same as from SPDX JSON. */
export const spdxTagValue: DocumentFormat = {
  id: 'sbom/spdx-tag-value',
  title: 'SPDX 2.2 and 2.3 tag-value',
  files: ['*.spdx', '*.spdx.tv', '*.spdx.txt'],
  mayBe: ['*.tv', '*.tag', '*.txt'],
  recognise: (head) =>
    /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*SPDXVersion\s*:/.test(head.slice(0, 4096)) || hasVersionLine(head),
  locate: (text, paths) => locate(text, paths),
  parse,
};

/** The version line may stand behind comments of any length. */
function hasVersionLine(head: string): boolean {
  const at = head.indexOf('\nSPDXVersion:');
  return at >= 0 && /^[\s#A-Z]/.test(head);
}

function parse(input: DocumentInput): DocumentResult {
  const syntax = lossList();
  const { root, hasTags, locate: place } = readTagValue(stripBom(input.text), syntax);
  if (!hasTags || root.spdxVersion === undefined) throw new NotThisFormat('has no "SPDXVersion" tag');
  const components: Component[] = [];
  const { graph, losses } = readSpdx(root, (component) => components.push(component));
  return { components, graph, problems: problemsOf([...syntax.kept(), ...losses.kept()], (paths) => paths.map(place)) };
}

function locate(text: string, paths: readonly Path[]): (Position | undefined)[] {
  if (paths.length === 0) return [];
  const { locate: place } = readTagValue(stripBom(text), lossList());
  return paths.map(place);
}
