/** What the address of a conda archive says: `<channel>/<subdir>/<name>-<version>-<build>.conda`. */
export interface CondaArchive {
  readonly name: string;
  readonly version: string;
  /** The address before the platform folder. */
  readonly channel: string;
}

/** Undefined where the address is not that of a conda archive. Hashes in the fragment are not part of it. */
export function condaArchive(url: string): CondaArchive | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const found = /^(.*)\/[^/]+\/([^/]+)-([^-/]+)-[^-/]+\.(?:conda|tar\.bz2)$/.exec(path);
  return found?.[1] !== undefined && found[2] && found[3]
    ? { channel: found[1], name: found[2], version: found[3] }
    : undefined;
}
