/**
 * Info.plist of built apps as a binary property list. Specification: Apple, "Information Property List"; layout in binary-plist.ts.
 * Surprising: there are no lines, so everything is said to stand at the file's beginning.
 */
import type { BinaryFormat } from '../../model/format.ts';
import { binaryPlistTexts } from '../../syntax/binary-plist.ts';
import { appOf } from './info-plist.ts';

/** Reads the bundle as an app. */
export const binaryInfoPlist: BinaryFormat = {
  id: 'apps/binary-info-plist',
  title: 'Apple Info.plist, binary',
  files: ['Info.plist', '*-Info.plist'],
  priority: 1,
  maxBytes: 16 * 1024 * 1024,
  recognise: (head) => head.startsWith('bplist0'),
  parseBytes: ({ bytes }) => {
    const entries = [...binaryPlistTexts(bytes)].map(([key, text]) => [key, { text, line: 1, column: 1 }] as const);
    return { components: appOf(new Map(entries)) };
  },
};
