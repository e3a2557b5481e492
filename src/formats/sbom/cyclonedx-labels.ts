/** What a reader calls the nodes of a CycloneDX document's graph. */
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { componentOf, refOf, serviceOf } from './cyclonedx-component.ts';
import { noParties } from './cyclonedx-draft.ts';
import { Entry } from './entry-place.ts';
import { labelOf } from './labels.ts';
import { lossList } from './loss.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The purl or the name of a ref's entry; the ref itself where there is none. Nothing is read before the first is asked for. */
export function labelsIn(root: Fields, prefix: Path): (ref: string) => string {
  let entries: ReadonlyMap<string, LabelledEntry> | undefined;
  return (ref) => {
    entries ??= entriesByRef(root, prefix);
    const entry = entries.get(ref);
    return (entry && labelOfEntry(entry)) ?? ref;
  };
}

interface LabelledEntry {
  readonly value: unknown;
  readonly place: Entry;
  readonly isService: boolean;
}

/** Members that list components, and whether they are services. */
const sections = [
  ['components', false],
  ['services', true],
] as const;

/** The entries of a document by their refs; the first of those that share one. Only what a path goes through is read again. */
function entriesByRef(root: Fields, prefix: Path): Map<string, LabelledEntry> {
  const found = new Map<string, LabelledEntry>();
  const take = (value: unknown, place: Entry, isService: boolean): void => {
    if (!isRecord(value)) return;
    const ref = refOf(value, place);
    if (ref !== undefined && !found.has(ref)) found.set(ref, { value, place, isService });
    for (const [name, isServices] of sections)
      if (Array.isArray(value[name])) takeAll(value[name], place.below(name), isServices);
  };
  const takeAll = (list: unknown, path: Path, isService: boolean): void => {
    if (!Array.isArray(list)) return;
    for (let index = 0; index < list.length; index++) take(list[index], new Entry(path, index), isService);
  };
  take(memberOf(root.metadata, 'component'), new Entry([...prefix, 'metadata'], 'component'), false);
  for (const [name, isServices] of sections) takeAll(root[name], [...prefix, name], isServices);
  for (const section of ['inventories', 'formulation']) {
    const list = root[section];
    if (!Array.isArray(list)) continue;
    for (let index = 0; index < list.length; index++) {
      const one: unknown = list[index];
      take(memberOf(one, 'subject'), new Entry([...prefix, section, index], 'subject'), false);
      for (const [name, isServices] of sections)
        takeAll(memberOf(one, name), [...prefix, section, index, name], isServices);
    }
  }
  return found;
}

function labelOfEntry({ value, place, isService }: LabelledEntry): string | undefined {
  const context = { losses: lossList(), direct: undefined, parties: noParties, version: undefined };
  const component = isService ? serviceOf(value, place, context) : componentOf(value, place, context);
  return component && labelOf(component);
}
