import type { Component } from '../../model/component.ts';

/** A digit first: what every ecosystem here calls a version. */
const plainVersion = /^v?\d[\w.+:~-]*$/;

/**
 * What a manifest asks for: a version where it allows one only (`exact` begins such a requirement, say `=`), else the
 * requirement as written. `bare` tells whether a version without an operator is exact in this ecosystem.
 */
export function requirementOf(
  written: string | undefined,
  exact: readonly string[],
  bare: 'exact' | 'range',
): Pick<Component, 'version' | 'attributes'> {
  const text = written?.trim() ?? '';
  if (text === '' || text === '*') return {};
  const operator = exact.find((one) => text.startsWith(one)) ?? (bare === 'exact' ? '' : undefined);
  if (operator !== undefined) {
    const version = text.slice(operator.length).trim();
    if (plainVersion.test(version)) return { version };
  }
  return { attributes: { constraint: text } };
}

/** Adds neutral facts to a component's attributes; undefined values are left out. */
export function withFacts(
  attributes: Component['attributes'],
  facts: Readonly<Record<string, string | undefined>>,
): Component['attributes'] {
  const all: Record<string, string> = { ...attributes };
  for (const [name, value] of Object.entries(facts)) if (value !== undefined && value !== '') all[name] = value;
  return Object.keys(all).length > 0 ? all : undefined;
}
