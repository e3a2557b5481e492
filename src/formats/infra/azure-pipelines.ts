/**
 * Azure Pipelines. Specification: the Azure DevOps documentation, "YAML schema reference". Surprising: a `container` is an image or the name of one declared
 * under `resources`, and repositories there are fetched as templates.
 */
import { hasKey, itemsIn, nodeAt, type TextNode, textAt } from '../../syntax/text-node.ts';
import { readImage, readTree } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

/** Reads images of containers, repositories of templates, and addresses of scripts and variables. */
export const azurePipelines = treeFormat({
  id: 'infra/azure-pipelines',
  title: 'Azure Pipelines',
  files: [
    'azure-pipelines*.yml',
    'azure-pipelines*.yaml',
    '.azure-pipelines/*.yml',
    '.azure-pipelines/*.yaml',
    '*.azure-pipelines.yml',
    'azure-pipelines/*.yml',
  ],
  rules: {},
  refuse: (documents) =>
    documents.some((document) =>
      ['steps', 'jobs', 'stages', 'extends', 'resources', 'parameters', 'variables', 'trigger', 'pool'].some((key) =>
        hasKey(document, key),
      ),
    )
      ? undefined
      : 'has neither steps nor jobs nor stages',
  read(document, evidence) {
    const declared = new Set(
      itemsIn(nodeAt(document, 'resources', 'containers')).flatMap((item) => textAt(item, 'container')?.value ?? []),
    );
    readTree(
      document,
      {
        entry(entry, parent, under, into) {
          const { key, value } = entry;
          if (key === 'container' && under !== 'containers') {
            const text: TextNode | undefined = value?.kind === 'map' ? nodeAt(value, 'image') : value;
            if (text?.kind === 'text' && !declared.has(text.value)) readImage(text.value, key, text.offset, {}, into);
            return 'taken';
          }
          if (key === 'repository' && under === 'repositories') {
            const name = textAt(parent, 'name');
            if (
              name &&
              /^git(?:hub|hubenterprise)$/i.test(textAt(parent, 'type')?.value ?? '') &&
              /^[\w.-]+\/[\w.-]+$/.test(name.value) &&
              textAt(parent, 'type')?.value !== 'git'
            ) {
              const ref = textAt(parent, 'ref')?.value;
              into.components.push({
                kind: 'package',
                name: name.value,
                ecosystem: 'github',
                at: { offset: name.offset },
                direct: true,
                scope: 'build',
                ...(ref !== undefined && { version: ref.replace(/^refs\/(?:heads|tags)\//, '') }),
              });
            }
            return 'taken';
          }
          return key === 'vmImage' || key === 'pool' || key === 'displayName' ? 'taken' : undefined;
        },
      },
      evidence,
    );
  },
});
