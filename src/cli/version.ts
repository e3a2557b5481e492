/** Filled in by the build from package.json; `0.0.0-source` when the sources run unbuilt, as in tests. */
declare const WHEREFROM_VERSION: string | undefined;
export const version: string = typeof WHEREFROM_VERSION === 'string' ? WHEREFROM_VERSION : '0.0.0-source';
