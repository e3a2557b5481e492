/** A version as Maven and Gradle read it: `[1.0]` is exactly 1.0, any other bracket, comma, `+` or word is a wish. */
export function mavenVersion(written: string | undefined): { version?: string; constraint?: string } {
  const text = written?.trim() ?? '';
  if (text === '') return {};
  const exact = /^\[\s*([^,[\]()\s]+)\s*\]$/.exec(text)?.[1];
  if (exact !== undefined) return { version: exact };
  if (/[[\](),]/.test(text) || /\+$/.test(text) || /^(?:LATEST|RELEASE|latest\..*|\+)$/.test(text))
    return { constraint: text };
  return { version: text };
}

/** Maven's scopes and Ivy's and sbt's configurations in our words. Undefined for what is not known. */
export function mavenScope(
  written: string | undefined,
): 'runtime' | 'test' | 'peer' | 'build' | 'optional' | undefined {
  switch (written?.trim().toLowerCase() ?? '') {
    case '':
    case 'compile':
    case 'runtime':
    case 'default':
    case 'master':
      return 'runtime';
    case 'test':
      return 'test';
    // The container brings it.
    case 'provided':
    case 'system':
      return 'peer';
    case 'optional':
      return 'optional';
    case 'import':
      return 'build';
    default:
      return undefined;
  }
}
