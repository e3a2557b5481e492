import type { Format } from '../model/format.ts';

/** Every input wherefrom reads. One import and one line a format; a test compares this list with the files on disk. */
export const formats: readonly Format[] = [
];
