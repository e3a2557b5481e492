/**
 * Kubernetes manifests, one or many documents, and what its operators add (Argo CD, Flux, Tekton). Specification: the Kubernetes API reference.
 * Surprising: a ConfigMap holds whole files of other formats as texts, and a CustomResourceDefinition is mostly documentation.
 */
import { hasKey, type TextNode, textAt } from '../../syntax/text-node.ts';
import { settingLines } from './shell-lines.ts';
import type { TreeRules } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

/** Also of Helm templates, which are the same with gaps. */
export const kubernetesRules: TreeRules = {
  entry(entry, _parent, under, evidence) {
    const { key, value } = entry;
    if (key === 'openAPIV3Schema' || key === 'managedFields' || key === 'last-applied-configuration') return 'taken';
    if (under === 'annotations')
      return /artifacthub|documentation|homepage|source|links?$|icon|changes|images|docs|github|category|license|description|last-applied|helm\.sh|summary/i.test(
        key,
      )
        ? 'taken'
        : undefined;
    if ((under === 'data' || under === 'stringData') && value?.kind === 'text' && value.value.includes('\n')) {
      settingLines(value.value, key, value.offset, evidence.components);
      return 'taken';
    }
    return undefined;
  },
};

/** Reads images, addresses, hosts of endpoints, and shell text of containers. */
export const kubernetes = treeFormat({
  id: 'infra/kubernetes',
  title: 'Kubernetes manifests',
  files: [],
  mayBe: ['*.yaml', '*.yml'],
  recognise: (head) =>
    /^apiVersion:[ \t]*["']?[\w.-]+(?:\/\w+)?["']?[ \t]*(?:#.*)?\r?$/m.test(head) &&
    /^kind:[ \t]*["']?[A-Z]\w+/m.test(head) &&
    !/^kind:[ \t]*Kustomization/m.test(head),
  rules: kubernetesRules,
  refuse: (documents) => (documents.some(isResource) ? undefined : 'has no document with "apiVersion" and "kind"'),
});

function isResource(document: TextNode): boolean {
  return textAt(document, 'kind') !== undefined && hasKey(document, 'apiVersion');
}
