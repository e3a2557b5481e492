/** One requirement in the grammar of PEP 508, which requirements files, pyproject.toml and metadata share. */
export interface Requirement {
  readonly name: string;
  readonly extras: readonly string[];
  /** As written, without the marker: `==1.0`, `>=1,<2`; '' for any version. */
  readonly specifier: string;
  /** The version where exactly one is asked for (`==` or `===` without `*`). */
  readonly version: string | undefined;
  /** The address behind `name @ address`. */
  readonly url: string | undefined;
  /** The environment marker behind `;`. */
  readonly marker: string | undefined;
}

/** Longer than any real requirement; what is longer is refused before any pattern runs. */
const longest = 20_000;

/** Reads one requirement; undefined where the text is none. Comments and options must be gone already. */
export function requirementOf(text: string): Requirement | undefined {
  if (text.length > longest) return undefined;
  const head = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*/.exec(text);
  if (!head?.[1]) return undefined;
  let rest = text.slice(head[0].length);
  let extras: string[] = [];
  if (rest.startsWith('[')) {
    const close = rest.indexOf(']');
    if (close < 0) return undefined;
    extras = rest
      .slice(1, close)
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    rest = rest.slice(close + 1).trimStart();
  }
  if (rest.startsWith('@')) {
    // A `;` may stand in an address; before a marker there is a blank.
    const address = rest.slice(1).trim();
    const cut = address.search(/\s;/);
    const url = cut < 0 ? address : address.slice(0, cut).trimEnd();
    const marker = cut < 0 ? undefined : address.slice(address.indexOf(';', cut) + 1).trim();
    return url === '' || /\s/.test(url)
      ? undefined
      : { name: head[1], extras, specifier: '', version: undefined, url, marker };
  }
  const semicolon = rest.indexOf(';');
  const marker = semicolon < 0 ? undefined : rest.slice(semicolon + 1).trim();
  let specifier = (semicolon < 0 ? rest : rest.slice(0, semicolon)).trim();
  if (specifier.startsWith('(') && specifier.endsWith(')')) specifier = specifier.slice(1, -1).trim();
  const clauses = specifier === '' ? [] : specifier.split(',').map((one) => one.trim());
  // A comma may end the list; nothing but clauses may stand in it.
  if (clauses.length > 1 && clauses[clauses.length - 1] === '') clauses.pop();
  if (!clauses.every((clause) => /^(?:===|==|~=|!=|<=|>=|<|>)\s*[^\s,;=<>~!]+$/.test(clause))) return undefined;
  return { name: head[1], extras, specifier, version: pinned(clauses), url: undefined, marker };
}

/** `==1.0.*` is a range. Another clause beside a pin can only exclude it. */
function pinned(clauses: readonly string[]): string | undefined {
  for (const clause of clauses) {
    const version = /^={2,3}\s*([^*\s]+)$/.exec(clause)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
