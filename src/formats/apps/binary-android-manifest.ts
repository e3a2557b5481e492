/**
 * AndroidManifest.xml of built packages, unpacked and still in Android's binary XML. Specification: Android, ResourceTypes.h; layout in
 * binary-xml.ts. Surprising: lines are those of the source, which nobody has; they are kept because they tell elements apart.
 */
import type { BinaryFormat } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { parseBinaryXml } from '../../syntax/binary-xml.ts';
import { manifestApp } from './android-manifest.ts';

/** Reads the app, and the classes and packages of others that it declares or asks for. */
export const binaryAndroidManifest: BinaryFormat = {
  id: 'apps/binary-android-manifest',
  title: 'Android manifest, binary',
  files: ['AndroidManifest.xml'],
  priority: 1,
  maxBytes: 32 * 1024 * 1024,
  recognise: (head) => head.startsWith('\x03\0\x08\0'),
  parseBytes: ({ bytes }) => {
    const root = parseBinaryXml(bytes);
    if (root.name !== 'manifest') throw new NotThisFormat('is no Android manifest');
    return { components: manifestApp(root, () => undefined) };
  },
};
