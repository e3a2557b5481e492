import type { Scope } from '../../model/component.ts';

/**
 * The scope of something that stands in Gradle configurations or Ivy confs of these names. What a build defines itself
 * (`debugRuntimeClasspath`, `jmhCompileClasspath`) is told by its ending; what is neither of the code nor of its tests is of the build.
 */
export function configurationScope(names: readonly string[]): Scope | undefined {
  if (names.length === 0) return undefined;
  const others = names.filter((name) => !/test/i.test(name));
  if (others.length === 0) return 'test';
  const isOfCode = (name: string): boolean =>
    /(?:runtime|compile)(?:only)?(?:classpath)?$/i.test(name) ||
    /^(?:api|implementation|default|master|compile|runtime)$/i.test(name);
  if (others.some(isOfCode)) return 'runtime';
  return others.every((name) => /^provided/i.test(name)) ? 'peer' : 'build';
}
