/**
 * devcontainer.json. Specification: the Development Container Specification. Surprising: a feature is an image-like reference that is a key, and the image itself
 * may come from a Dockerfile or a Compose file beside it.
 */
import { entriesIn } from '../../syntax/text-node.ts';
import { imageComponent, isUnresolved } from './image-component.ts';
import { treeFormat } from './tree-format.ts';

/** Reads the image, features, and addresses of commands, mounts and environments. */
export const devcontainer = treeFormat({
  id: 'infra/devcontainer',
  title: 'Development containers (devcontainer.json)',
  files: ['devcontainer.json', '.devcontainer.json', '.devcontainer/*.json'],
  rules: {
    entry(entry, _parent, under, evidence) {
      if (under === '' && entry.key === 'features') {
        for (const { key, offset } of entriesIn(entry.value)) {
          if (key.startsWith('.') || isUnresolved(key)) continue;
          // A word alone was a feature of the first collection.
          const component = key.includes('/') ? imageComponent(key, { offset }) : undefined;
          if (component) evidence.components.push(component);
        }
        return 'taken';
      }
      // Extensions and settings of an editor are another reader's.
      return entry.key === 'customizations' || entry.key === 'extensions' || entry.key === 'settings'
        ? 'taken'
        : undefined;
    },
    unresolved: 'lost',
  },
  refuse: (documents) => (documents.some(({ kind }) => kind === 'map') ? undefined : 'is not an object'),
});
