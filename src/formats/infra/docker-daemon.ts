/**
 * daemon.json of the Docker engine. Specification: the Docker documentation, "dockerd". Surprising: a mirror serves every image of the default hub without any file
 * of the project naming it.
 */
import { hasKey, itemsIn, nodeAt, textAt } from '../../syntax/text-node.ts';
import { addressComponent, addressesIn, bareHost } from './addresses.ts';
import { treeFormat } from './tree-format.ts';

/** Reads registry mirrors, other registries, and addresses of logs and proxies. */
export const dockerDaemon = treeFormat({
  id: 'infra/docker-daemon',
  title: 'Docker daemon.json',
  files: ['daemon.json'],
  recognise: (head) =>
    /"(?:registry-mirrors|insecure-registries|exec-opts|log-driver|data-root|storage-driver|log-opts|live-restore|dns|hosts|runtimes|proxies)"\s*:/.test(
      head,
    ) ||
    head.trim() === '' ||
    head.trim() === '{}',
  rules: {
    entry(entry, _parent, under, { components }) {
      const isMirror = entry.key === 'registry-mirrors' || entry.key === 'insecure-registries';
      if (under !== '' || !isMirror) return entry.key === 'hosts' || entry.key === 'dns' ? 'taken' : undefined;
      for (const item of itemsIn(entry.value)) {
        if (item.kind !== 'text') continue;
        const found = addressesIn(item.value)[0]?.value ?? bareHost(item.value);
        if (found !== undefined)
          components.push(addressComponent(found, entry.key, { offset: item.offset }, 'fetched-from'));
      }
      return 'taken';
    },
  },
  refuse(documents) {
    const [document] = documents;
    if (document?.kind !== 'map') return 'is not an object';
    const mirrors = nodeAt(document, 'registry-mirrors');
    return hasKey(document, 'registry-mirrors') &&
      mirrors?.kind !== 'list' &&
      textAt(document, 'registry-mirrors')?.value !== ''
      ? '"registry-mirrors" is not a list'
      : undefined;
  },
});
