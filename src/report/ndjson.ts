import type { Renderer } from '../model/report.ts';
import { jsonText } from './writing/json-text.ts';

/**
 * One JSON object a line, each with its `type`: first `report` (everything but the rows), then `input`, `finding`, `problem` and
 * `component` rows, last `end` with the number of lines before it, so that a cut file shows.
 */
export const ndjsonRenderer: Renderer = {
  id: 'ndjson',
  title: 'One JSON object a line',
  *render({ inputs, findings, problems, components = [], ...head }) {
    yield `${jsonText({ type: 'report', ...head })}\n`;
    for (const input of inputs) yield `${jsonText({ type: 'input', ...input })}\n`;
    for (const finding of findings) yield `${jsonText({ type: 'finding', ...finding })}\n`;
    for (const problem of problems) yield `${jsonText({ type: 'problem', ...problem })}\n`;
    // Facts are for the CycloneDX output; the schema does not have them.
    for (const { facts: _, ...component } of components) yield `${jsonText({ type: 'component', ...component })}\n`;
    const lines = 1 + inputs.length + findings.length + problems.length + components.length;
    yield `${jsonText({ type: 'end', lines })}\n`;
  },
};
