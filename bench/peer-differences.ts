/** What two scanners find in the same files, and in which way they differ. */
import type { PeerComponent } from './peer-component.ts';

/**
 * `version`: the other has the name in that file with another version. `elsewhere`: the other has the same component in another file
 * of the folder (Syft and cdxgen join go.mod with go.sum, pom.xml with its parent). `name`: the other does not have it there.
 * `unread`: the other has nothing of that file.
 */
export type DifferenceKind = 'version' | 'elsewhere' | 'name' | 'unread';

export interface Difference {
  readonly side: 'ours' | 'theirs';
  readonly kind: DifferenceKind;
  readonly file: string;
  readonly component: string;
  /** What the other has under that name. */
  readonly other?: string;
}

export interface Comparison {
  /** By ecosystem. */
  readonly both: ReadonlyMap<string, number>;
  readonly differences: readonly Difference[];
}

interface Index {
  /** File to the components of it. */
  readonly byFile: ReadonlyMap<string, ReadonlySet<string>>;
  readonly versions: ReadonlyMap<string, ReadonlySet<string>>;
  readonly inFolder: ReadonlySet<string>;
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
const keyOf = ({ ecosystem, name, version }: PeerComponent): string => `${ecosystem} ${name} ${version}`;
/** The first word of a component's key. */
export const ecosystemOf = (key: string): string => key.slice(0, key.indexOf(' '));
const nameOf = (key: string): string => key.slice(0, key.lastIndexOf(' '));

function indexed(components: readonly PeerComponent[], fileless: string | undefined): Index {
  const byFile = new Map<string, Set<string>>();
  const versions = new Map<string, Set<string>>();
  const inFolder = new Set<string>();
  const add = (map: Map<string, Set<string>>, key: string, value: string): void => {
    const set = map.get(key) ?? new Set();
    map.set(key, set.add(value));
  };
  for (const component of components) {
    const key = keyOf(component);
    for (const file of fileless === undefined ? component.files : [fileless]) {
      add(byFile, file, key);
      add(versions, `${file} ${nameOf(key)}`, component.version);
      inFolder.add(`${folderOf(file)} ${key}`);
    }
  }
  return { byFile, versions, inFolder };
}

/** Compares file by file; a scanner that names no files at all is compared over the whole folder. */
export function differencesOf(ours: readonly PeerComponent[], theirs: readonly PeerComponent[]): Comparison {
  const fileless = theirs.every(({ files }) => files.length === 0) ? 'whole folder' : undefined;
  const left = indexed(ours, fileless);
  const right = indexed(theirs, fileless);
  const differences: Difference[] = [];
  const both = new Map<string, number>();
  const oneSided = (side: Difference['side'], mine: Index, other: Index): void => {
    for (const [file, keys] of mine.byFile) {
      const read = other.byFile.get(file);
      for (const key of keys) {
        if (read?.has(key)) {
          if (side === 'ours') both.set(ecosystemOf(key), (both.get(ecosystemOf(key)) ?? 0) + 1);
          continue;
        }
        const versions = other.versions.get(`${file} ${nameOf(key)}`);
        const kind = versions
          ? 'version'
          : other.inFolder.has(`${folderOf(file)} ${key}`)
            ? 'elsewhere'
            : read
              ? 'name'
              : 'unread';
        differences.push({ side, kind, file, component: key, ...(versions && { other: [...versions].join(', ') }) });
      }
    }
  };
  oneSided('ours', left, right);
  oneSided('theirs', right, left);
  return { both, differences };
}
