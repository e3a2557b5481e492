/**
 * Model cards: the front matter of README.md in a model's repository. Specification: the Hugging Face documentation, "Model Cards". Surprising: a base model is where
 * the weights began, not who publishes these, and a model's own name never proves its base.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { itemsIn, nodeAt, type TextNode, textAt } from '../../syntax/text-node.ts';
import { yamlNodes } from '../../syntax/yaml-nodes.ts';
import { hubModel } from './model-component.ts';

/** Reads the base models that the card states. */
export const modelCard: DocumentFormat = {
  id: 'models/model-card',
  title: 'Model cards (README.md front matter)',
  files: [],
  mayBe: ['README.md', 'model-card.md', 'model_card.md', 'MODEL_CARD.md'],
  recognise: (head) => /^---\r?\n/.test(head) && /^base_model(?:_relation)?:/m.test(head.slice(0, 8_000)),
  parse,
};

function parse({ text, path }: DocumentInput): DocumentResult {
  const end = /\n---[ \t]*\r?(?:\n|$)/.exec(text);
  if (!end) throw new UnreadableInput('syntax', 'has front matter that never ends', { line: 1 });
  const { documents, faults } = yamlNodes(text.slice(0, end.index));
  if (faults[0]) throw faults[0];
  const base = nodeAt(documents[0], 'base_model');
  const own = textAt(documents[0], 'model_name')?.value ?? path.split('/').slice(-2, -1)[0] ?? 'model';
  const components: Component[] = [];
  for (const item of base?.kind === 'list' ? itemsIn(base) : ([base] as (TextNode | undefined)[])) {
    if (item?.kind !== 'text') continue;
    const hub = hubModel(item.value, { offset: item.offset });
    if (!hub) continue;
    components.push({
      kind: 'model',
      name: own,
      at: { offset: item.offset },
      identifiers: [
        { kind: 'package', value: `huggingface:${hub.name}`, field: 'base_model', relation: 'originated-by' },
      ],
    });
  }
  return { components };
}
