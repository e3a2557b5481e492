/**
 * Chart.yaml, Chart.lock, requirements.yaml and requirements.lock of Helm. Specification: the Helm documentation, "Charts". Surprising: home, sources, icon
 * and maintainers are links for readers; only the repositories of its dependencies are asked for anything.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import { hasKey, itemsIn, nodeAt, textAt } from '../../syntax/text-node.ts';
import { treeFormat } from './tree-format.ts';

/** Reads the charts that a chart depends on, with the repository each comes from. */
export const helmChart = treeFormat({
  id: 'infra/helm-chart',
  title: 'Helm Chart.yaml, Chart.lock and requirements',
  files: ['Chart.yaml', 'Chart.yml', 'Chart.lock'],
  mayBe: ['requirements.yaml', 'requirements.lock'],
  recognise: (head, path) =>
    /(?:^|\/)Chart\.\w+$/i.test(path) || (/^dependencies:/m.test(head) && /^[ \t]*repository:/m.test(head)),
  rules: {},
  refuse(documents) {
    const [document] = documents;
    if (document === undefined || document.kind !== 'map') return 'is not a mapping';
    if (hasKey(document, 'dependencies'))
      return nodeAt(document, 'dependencies')?.kind === 'map' ? '"dependencies" is not a list' : undefined;
    return hasKey(document, 'name') || hasKey(document, 'digest') ? undefined : 'has neither a name nor dependencies';
  },
  read(document, evidence) {
    for (const item of itemsIn(nodeAt(document, 'dependencies'))) {
      const name = textAt(item, 'name');
      if (!name) {
        evidence.problems.push({ code: 'wrong-type', message: 'a dependency has no name', weight: 'lost' });
        continue;
      }
      const repository = textAt(item, 'repository');
      const version = textAt(item, 'version')?.value;
      const source = repository === undefined ? undefined : withoutSecrets(repository.value);
      const isLocal =
        source === undefined ||
        source === '' ||
        source.startsWith('file:') ||
        source.startsWith('@') ||
        source.startsWith('alias:');
      const component: Component = {
        kind: 'package',
        name: name.value,
        ...(version && { version }),
        ecosystem: 'helm',
        at: { offset: name.offset },
        direct: true,
        ...(source && { source }),
        ...(source?.startsWith('file:') && { entry: 'link' }),
        ...(!isLocal &&
          repository && {
            identifiers: [
              {
                kind: 'url',
                value: source,
                field: 'repository',
                at: { offset: repository.offset },
                relation: 'fetched-from',
              },
            ],
          }),
      };
      evidence.components.push(component);
    }
  },
});
