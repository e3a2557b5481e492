import type { PrefixesOf } from './index-rows.ts';
import type { Knowledge } from './knowledge.ts';

/** The IEEE table of prefixes, the other way round: from registered names to prefixes. */
export interface OuiNames {
  /** Prefixes of exactly this organisation string, case and spaces folded; 6, 7 or 9 upper-case digits, sorted. */
  readonly prefixesOf: (registeredName: string) => readonly string[];
  /** Every registered name as printed, each once. */
  readonly names: () => Iterable<string>;
}

/** Reads the data of the package oui-data: prefix to "name, then address lines". */
export function readOuiTable(data: Readonly<Record<string, string>>): OuiNames {
  const byName = new Map<string, { readonly printed: string; readonly prefixes: string[] }>();
  for (const [prefix, entry] of Object.entries(data)) {
    const end = entry.indexOf('\n');
    const printed = end === -1 ? entry : entry.slice(0, end);
    const key = folded(printed);
    const held = byName.get(key);
    if (held === undefined) byName.set(key, { printed, prefixes: [prefix.toUpperCase()] });
    else held.prefixes.push(prefix.toUpperCase());
  }
  for (const { prefixes } of byName.values()) prefixes.sort();
  return {
    prefixesOf: (registeredName) => byName.get(folded(registeredName))?.prefixes ?? [],
    *names() {
      for (const { printed } of byName.values()) yield printed;
    },
  };
}

/**
 * The part of the table that the compiled rules hold: prefixes of the registered names that their own `oui-name` rows give. With it a
 * copy of these rules is indexed as the build does, without the table of all makers.
 */
export function prefixesIn(knowledge: Knowledge): PrefixesOf {
  const { data, entityOfRow } = knowledge.index;
  const byName = new Map<string, string[]>();
  const columns = data.exact.oui;
  for (let at = 0; at < (columns?.key.length ?? 0); at++) {
    const row = columns?.row[at] as number;
    const [section, kind, number] = (data.rowPath[row] as string).split(' ');
    if (section !== 'i' || kind !== 'oui-name') continue;
    const printed = entityOfRow(row)?.identifiers['oui-name']?.[Number(number)]?.match;
    if (printed === undefined) continue;
    const key = folded(printed);
    const held = byName.get(key);
    if (held === undefined) byName.set(key, [columns?.key[at] as string]);
    else held.push(columns?.key[at] as string);
  }
  return (registeredName) => byName.get(folded(registeredName)) ?? [];
}

function folded(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ');
}
