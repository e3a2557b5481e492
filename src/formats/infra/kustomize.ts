/**
 * kustomization.yaml. Specification: the Kustomize documentation. Surprising: `images` replaces what the manifests name, so the new name is what runs;
 * `resources` may be addresses of repositories.
 */

import { entriesIn, itemsIn, textAt } from '../../syntax/text-node.ts';
import { addressComponent, addressesIn, bareHost } from './addresses.ts';
import { readImage } from './tree-evidence.ts';
import { treeFormat } from './tree-format.ts';

/** Reads replaced images, remote bases, and charts. */
export const kustomize = treeFormat({
  id: 'infra/kustomize',
  title: 'Kustomize kustomization.yaml',
  files: ['kustomization.yaml', 'kustomization.yml', 'Kustomization'],
  rules: {
    entry(entry, _parent, under, evidence) {
      if (under === '' && entry.key === 'images') {
        for (const item of itemsIn(entry.value)) {
          const name = textAt(item, 'newName') ?? textAt(item, 'name');
          const tag = textAt(item, 'newTag')?.value;
          const digest = textAt(item, 'digest')?.value;
          if (name)
            readImage(
              `${name.value}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`,
              'images',
              name.offset,
              {},
              evidence,
            );
        }
        return 'taken';
      }
      if (under === '' && ['resources', 'bases', 'components', 'crds'].includes(entry.key)) {
        for (const item of itemsIn(entry.value)) {
          if (item.kind !== 'text') continue;
          const at = { offset: item.offset };
          const [address] = addressesIn(item.value);
          const host =
            address?.value ??
            (item.value.includes('//') || item.value.includes('?ref=') || item.value.startsWith('git@')
              ? (bareHost(item.value) ?? (item.value.startsWith('git@') ? item.value : undefined))
              : undefined);
          if (host !== undefined) evidence.components.push(addressComponent(host, entry.key, at, 'fetched-from'));
        }
        return 'taken';
      }
      if (entry.key === 'helmCharts' || under === 'helmCharts') {
        if (entry.key !== 'repo') return undefined;
        if (entry.value?.kind === 'text')
          for (const { value } of addressesIn(entry.value.value))
            evidence.components.push(
              addressComponent(value, 'helmCharts.repo', { offset: entry.value.offset }, 'fetched-from'),
            );
        return 'taken';
      }
      return undefined;
    },
  },
  refuse: (documents) =>
    documents.length > 0 && documents.every((document) => entriesIn(document).length > 0)
      ? undefined
      : 'is not a mapping',
});
