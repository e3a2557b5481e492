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

function folded(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ');
}
