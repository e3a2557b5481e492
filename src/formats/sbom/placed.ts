import type { Component, Identifier, Place } from '../../model/component.ts';
import type { Path, Position } from '../../syntax/text.ts';

/** The components with lines for their paths, for documents whose places are not those of their file. One look-up for all. */
export function placed(
  components: readonly Component[],
  locate: (paths: readonly Path[]) => readonly (Position | undefined)[],
): Component[] {
  const paths: Path[] = [];
  const note = (place: Place | undefined): void => {
    if (place !== undefined && 'path' in place) paths.push(place.path);
  };
  for (const { at, identifiers } of components) {
    note(at);
    for (const identifier of identifiers ?? []) note(identifier.at);
  }
  const found = paths.length === 0 ? [] : locate(paths);
  let next = 0;
  const settled = (place: Place): Place => ('path' in place ? (found[next++] ?? { line: 1 }) : place);
  return components.map((component) => {
    const at = settled(component.at);
    const identifiers = component.identifiers?.map(
      (identifier): Identifier =>
        identifier.at === undefined ? identifier : { ...identifier, at: settled(identifier.at) },
    );
    return { ...component, at, identifiers };
  });
}
