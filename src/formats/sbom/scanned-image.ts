import { parseImageReference } from '../../identity/image-reference.ts';
import type { Component, Place } from '../../model/component.ts';

/** An image by the reference it has in a document. Text that is no reference stays a name. */
export function scannedImage(text: string, at: Place, ref?: string): Component {
  return { kind: 'image', ...imageName(text, undefined), at, ref };
}

/** Name and version of an image as a component has them; `version` is what the document says besides the reference. */
export function imageName(
  text: string,
  version: string | undefined,
): Pick<Component, 'name' | 'version' | 'ecosystem'> {
  const image = parseImageReference(text);
  if (image === undefined) return { name: text, version };
  return { name: image.name, version: version ?? image.tag ?? image.digest, ecosystem: 'docker' };
}
