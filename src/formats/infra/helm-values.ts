/**
 * Values of Helm charts. Specification: the Helm documentation, "Values Files". Surprising: nothing says what a key means but the templates, so this goes
 * by the habits of charts: `image: {registry, repository, tag}`, `image: a/b:1`, hosts and addresses under keys that say so.
 */
import { treeFormat } from './tree-format.ts';

/** Reads images, registries, addresses and hosts. */
export const helmValues = treeFormat({
  id: 'infra/helm-values',
  title: 'Helm values files',
  files: [],
  mayBe: [
    'values.yaml',
    'values.yml',
    'values-*.yaml',
    'values-*.yml',
    'values.*.yaml',
    '*.values.yaml',
    '*-values.yaml',
    '*-values.yml',
    'values/*.yaml',
  ],
  recognise: (head) =>
    /^[ \t]*(?:- )?["']?(?:image|repository|registry|imageRegistry|tag|pullPolicy|replicaCount|nameOverride|ingress|service|[\w-]*(?:host|url|endpoint))["']?:/im.test(
      head,
    ) && !/^(?:kind|openapi|swagger):/m.test(head),
  priority: -1,
  rules: { unresolved: 'elsewhere' },
  templates: 'whole',
});
