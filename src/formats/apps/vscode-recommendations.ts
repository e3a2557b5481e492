/**
 * .vscode/extensions.json of a project. Documentation: code.visualstudio.com, "Workspace recommended extensions". Surprising: it is JSON with
 * comments, and what stands under `unwantedRecommendations` is advice against.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJsonc } from '../../syntax/json.ts';
import { isRecord } from '../../syntax/shape.ts';
import { extensionId } from './extension-id.ts';

/** Reads the recommended extensions. */
export const vscodeRecommendations: DocumentFormat = {
  id: 'apps/vscode-recommendations',
  title: 'Recommended VS Code extensions',
  files: ['.vscode/extensions.json'],
  parse,
  locate: locateJson,
};

function parse(input: DocumentInput): DocumentResult {
  const data = parseJsonc(input.text);
  if (!isRecord(data)) throw new UnreadableInput('wrong-shape', 'is no object', { line: 1 });
  const list = data.recommendations;
  if (list === undefined) return { components: [] };
  if (!Array.isArray(list)) throw new UnreadableInput('wrong-type', 'has recommendations that are no list');
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [index, element] of list.entries()) {
    const id = typeof element === 'string' ? extensionId(element) : undefined;
    if (id)
      components.push({
        kind: 'extension',
        ...id,
        ecosystem: 'vscode',
        scope: 'dev',
        direct: true,
        at: { path: ['recommendations', index] },
      });
    else
      problems.push({ code: 'wrong-type', message: `recommendation ${index + 1} is no extension id`, weight: 'lost' });
  }
  return { components, problems };
}
