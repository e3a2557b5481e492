/**
 * Templates of Helm charts. Specification: the Helm documentation, "Chart Template Guide". Surprising: they are no YAML before they are rendered,
 * and rendering means running a program; so only what stands in them literally is read, and each is marked partial.
 */
import { kubernetesRules } from './kubernetes.ts';
import { treeFormat } from './tree-format.ts';

/** Reads literal images and addresses. What values fill in is read from the values file. */
export const helmTemplate = treeFormat({
  id: 'infra/helm-template',
  title: 'Helm chart templates',
  files: [],
  mayBe: ['templates/**/*.yaml', 'templates/**/*.yml', 'templates/*.yaml', 'templates/*.yml'],
  recognise: (head) => head.includes('{{') && /^[ \t]*(?:apiVersion|kind):/m.test(head),
  priority: 1,
  rules: { ...kubernetesRules, unresolved: 'elsewhere' },
  templates: 'whole',
});
