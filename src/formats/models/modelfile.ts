/**
 * Modelfile of Ollama. Specification: the Ollama documentation, "Modelfile Reference". Surprising: `FROM` names a model of the library, one of a model hub by its host
 * (`hf.co/owner/name`), or weights beside the file, and only the first two say where they come from.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { ollamaModel } from './model-component.ts';

/** Reads base models and adapters. */
export const modelfile: DocumentFormat = {
  id: 'models/modelfile',
  title: 'Ollama Modelfile',
  files: ['Modelfile', 'Modelfile.*', '*.modelfile', '*.Modelfile'],
  parse,
};

function parse({ text }: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  let from = 0;
  let quoted = false;
  let bases = 0;
  for (const line of text.split('\n')) {
    const start = from;
    from += line.length + 1;
    // A template or system text between three quotes is no instruction.
    const quotes = line.split('"""').length - 1;
    const found = quoted ? null : /^(\s*(FROM|ADAPTER)\s+)(\S+)/i.exec(line);
    if (quotes % 2 === 1) quoted = !quoted;
    if (!found) continue;
    if ((found[2] as string).toUpperCase() === 'FROM') bases++;
    const reference = found[3] as string;
    if (/^[./~]|\.(?:gguf|safetensors|bin)$/i.test(reference)) continue;
    const component = ollamaModel(reference, { offset: start + (found[1] as string).length });
    if (component) components.push(component);
    else
      problems.push({
        code: 'wrong-type',
        line: text.slice(0, start).split('\n').length,
        message: `"${reference.slice(0, 80)}" names no model`,
        weight: 'lost',
      });
  }
  if (bases === 0) throw new UnreadableInput('wrong-shape', 'has no FROM instruction', { line: 1 });
  return { components, problems };
}
