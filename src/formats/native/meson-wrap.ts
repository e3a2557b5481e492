/**
 * Meson's *.wrap files. Specification: Meson documentation, "Wrap dependency system". Surprising: the wrap's own name is that of the dependency, the
 * version stands in the folder's name; and `patch_url` brings build files from elsewhere than the source.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { type IniEntry, parseIni } from '../../syntax/ini.ts';
import { withFacts } from '../languages/constraint.ts';
import { isLocalAddress, urlOrigin } from '../languages/origin.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { repositoryComponent } from './named-repository.ts';

/** Reads the one dependency that a wrap describes; one that points at another wrap has none. */
export const mesonWrap: DocumentFormat = { id: 'native/meson-wrap', title: 'Meson *.wrap', files: ['*.wrap'], parse };

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const entries = parseIni(input.text);
  const section = entries.find((entry) => entry.section.startsWith('wrap-'))?.section;
  if (section === undefined) throw new UnreadableInput('wrong-shape', 'has no "[wrap-...]" section', { line: 1 });
  if (section === 'wrap-redirect') return { components: [] };
  const own = entries.filter((entry) => entry.section === section);
  const value = (key: string): IniEntry | undefined => own.find((entry) => entry.key === key && entry.value !== '');
  const name = input.path.slice(input.path.lastIndexOf('/') + 1).replace(/\.wrap$/i, '');
  const address = value('url') ?? value('source_url') ?? value('source_filename');
  if (!address) throw new UnreadableInput('wrong-shape', 'says nowhere where the source comes from', { line: 1 });
  const extra = ['patch_url', 'source_fallback_url', 'patch_fallback_url'].flatMap((key) => {
    const found = value(key);
    if (!found) return [];
    const at = { line: found.line, column: found.column };
    const identifier: Identifier = {
      kind: 'url',
      value: withoutSecrets(found.value),
      field: key,
      relation: 'fetched-from',
      at,
    };
    return [identifier];
  });
  const base =
    address.key === 'url' && section !== 'wrap-file'
      ? repositoryComponent(address.value, 'url')
      : archive(name, address);
  const version =
    value('revision')?.value ?? value('wrapdb_version')?.value ?? folderVersion(value('directory')?.value);
  const identifiers = [...(base.identifiers ?? []), ...extra];
  return {
    components: [
      {
        kind: 'package',
        ...base,
        version,
        at: { line: address.line, column: address.column },
        direct: true,
        identifiers: identifiers.length > 0 ? identifiers : undefined,
        attributes: withFacts(undefined, { wrap: name }),
      },
    ],
  };
}

function archive(
  name: string,
  address: IniEntry,
): Pick<Component, 'name' | 'ecosystem' | 'source' | 'entry' | 'identifiers'> {
  const base = { name, ecosystem: 'generic' as const };
  return address.key === 'source_filename' || isLocalAddress(address.value)
    ? { ...base, source: address.value, entry: 'file' }
    : { ...base, ...urlOrigin(address.value, address.key) };
}

function folderVersion(directory: string | undefined): string | undefined {
  const found = /-v?(?=\d)/.exec(directory ?? '');
  const version = found ? (directory ?? '').slice(found.index + found[0].length) : '';
  return /^[\w.+-]+$/.test(version) ? version : undefined;
}
