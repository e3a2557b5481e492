/** Large inputs for the benchmarks, made the same on every run. None is committed. */

/** A pnpm lockfile of version 9 with `count` packages, about 300 bytes each. */
export function pnpmLock(count: number): string {
  const hash = (at: number) =>
    `sha512-${`${at}abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789`.repeat(2).slice(0, 86)}==`;
  const lines = [
    "lockfileVersion: '9.0'",
    '',
    'settings:',
    '  autoInstallPeers: true',
    '  excludeLinksFromLockfile: false',
    '',
    'importers:',
    '',
    '  .:',
    '    dependencies:',
  ];
  for (let at = 0; at < 50; at++)
    lines.push(`      package-${at}:`, `        specifier: ^1.${at}.0`, `        version: 1.${at}.0`);
  lines.push('', 'packages:', '');
  for (let at = 0; at < count; at++) {
    lines.push(
      `  package-${at}@1.${at}.0:`,
      `    resolution: {integrity: ${hash(at)}}`,
      `    engines: {node: '>=18'}`,
      '',
    );
  }
  lines.push('snapshots:', '');
  for (let at = 0; at < count; at++) {
    lines.push(`  package-${at}@1.${at}.0:`, '    dependencies:');
    for (const next of [at + 50, at + 51]) if (next < count) lines.push(`      package-${next}: 1.${next}.0`);
    lines.push('');
  }
  return lines.join('\n').replaceAll('    dependencies:\n\n', '    dependencies: {}\n\n');
}
