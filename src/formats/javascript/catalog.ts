import type { Component } from '../../model/component.ts';
import { entriesOf } from '../../syntax/shape.ts';
import { rangeComponent } from './range-component.ts';

/** Ranges that a workspace keeps in one place: the default catalog, and named ones. */
export function catalogComponents(catalog: unknown, catalogs: unknown): Component[] {
  const found: Component[] = [];
  const add = (table: unknown, path: readonly string[]): void => {
    for (const [name, range] of entriesOf(table)) {
      if (typeof range === 'string') found.push(rangeComponent(name, range, { path: [...path, name] }, undefined));
    }
  };
  add(catalog, ['catalog']);
  for (const [name, table] of entriesOf(catalogs)) add(table, ['catalogs', name]);
  return found;
}
