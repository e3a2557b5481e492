/** What a Gemfile or gemspec asks for: a bare version or `= 1.0` is exact; clauses of several are joined. */
export function gemRequirement(clauses: readonly string[]): { version?: string; constraint?: string } {
  const written = clauses.map((clause) => clause.trim()).filter((clause) => clause !== '' && clause !== '>= 0');
  const exact = written.length === 1 ? /^(?:=\s*)?(\d[\w.-]*)$/.exec(written[0] ?? '')?.[1] : undefined;
  if (exact !== undefined) return { version: exact };
  return written.length === 0 ? {} : { constraint: written.join(', ') };
}
