/**
 * Pipelines of GitLab CI/CD. Specification: the GitLab documentation, "CI/CD YAML syntax reference". Surprising: every top-level member that is no keyword is a
 * job, a service is an image by its bare text, and what `include` names is fetched when the pipeline starts.
 */
import { hasKey, type TextEntry, type TextNode, textAt } from '../../syntax/text-node.ts';
import { addressComponent, addressesIn } from './addresses.ts';
import { type Evidence, readImage, readTree, type TreeRules } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

/** Reads images, services, included files, and addresses of scripts and variables. */
export const gitlabCi = treeFormat({
  id: 'infra/gitlab-ci',
  title: 'GitLab CI/CD pipelines',
  files: [
    '.gitlab-ci.yml',
    '.gitlab-ci.yaml',
    '.gitlab-ci*.yml',
    '*.gitlab-ci.yml',
    '.gitlab/ci/*.yml',
    '.gitlab/ci/*.yaml',
  ],
  rules: {},
  refuse: (documents) => (documents.some(({ kind }) => kind === 'map') ? undefined : 'is not a mapping of jobs'),
  read(document, evidence) {
    const variables = variablesOf(document);
    readTree(document, rulesWith(variables), evidence);
  },
});

function variablesOf(document: TextNode): Map<string, string> {
  const found = new Map<string, string>();
  if (document.kind !== 'map') return found;
  for (const { key, value } of document.entries) {
    if (key !== 'variables' || value?.kind !== 'map') continue;
    for (const entry of value.entries) {
      const text = entry.value?.kind === 'text' ? entry.value.value : textAt(entry.value, 'value')?.value;
      if (text !== undefined) found.set(entry.key, text);
    }
  }
  return found;
}

function rulesWith(variables: ReadonlyMap<string, string>): TreeRules {
  const image = (node: TextNode | undefined, key: string, evidence: Evidence): void => {
    const text = node?.kind === 'text' ? node : textAt(node, 'name');
    if (!text) return;
    const filled = fill(text.value, variables);
    // The project's own registry, by the names GitLab gives it.
    if (/^\$\{?CI_/.test(filled) || filled.startsWith('$[[')) return;
    readImage(filled, key, text.offset, {}, evidence);
  };
  return {
    entry(entry: TextEntry, _parent, _under, evidence) {
      const { key, value } = entry;
      if (key === 'image') {
        image(value, key, evidence);
        return 'taken';
      }
      if (key === 'services' && value?.kind === 'list') {
        for (const item of value.items) image(item, key, evidence);
        return 'taken';
      }
      if (key === 'include') {
        for (const item of value?.kind === 'list' ? value.items : value ? [value] : []) {
          const text = item.kind === 'text' ? item : (textAt(item, 'remote') ?? textAt(item, 'component'));
          if (!text) continue;
          const [address] = addressesIn(text.value);
          const isComponent = hasKey(item, 'component') && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\//.test(text.value);
          const found = address?.value ?? (isComponent ? text.value.replace(/@[^@]*$/, '') : undefined);
          if (found !== undefined)
            evidence.components.push(addressComponent(found, 'include', { offset: text.offset }, 'fetched-from'));
        }
        return 'taken';
      }
      return key === 'environment' || key === 'release' || key === 'pages' ? 'taken' : undefined;
    },
  };
}

/** Two rounds, for a variable that names another. */
function fill(text: string, variables: ReadonlyMap<string, string>): string {
  let filled = text;
  for (let round = 0; round < 2 && filled.includes('$'); round++)
    filled = filled.replace(
      /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
      (whole, braced?: string, plain?: string) => variables.get(braced ?? plain ?? '') ?? whole,
    );
  return filled;
}
