/**
 * pixi.toml. Specification: Pixi documentation, "Manifest". Surprising: one file declares conda and PyPI packages side by side, and again for every
 * feature and platform; the same tables may stand under `[tool.pixi]` of a pyproject.toml.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { memberOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type Loss, problemsOf } from './loss.ts';
import { pixiComponents } from './pixi-tables.ts';

/** Reads what a manifest declares, in every feature. */
export const pixiToml: DocumentFormat = {
  id: 'python/pixi-toml',
  title: 'Pixi pixi.toml',
  files: ['pixi.toml'],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  if (!['workspace', 'project', 'package', 'dependencies'].some((key) => memberOf(root, key) !== undefined))
    throw new UnreadableInput('wrong-shape', 'has neither a "[workspace]" nor a "[package]" table', { line: 1 });
  const losses: Loss[] = [];
  return { components: pixiComponents(root, [], losses), problems: problemsOf(losses, input.text, locateToml) };
}
