import type { Component } from '../../model/component.ts';
import { entriesOf, isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import type { Loss } from '../python/loss.ts';
import { moduleComponent } from './module-address.ts';

/** The `imports` and `scopes` of an import map. Files of the project, and names that are switched off with null, are no components. */
export function importComponents(root: unknown, losses: Loss[]): Component[] {
  const found: Component[] = [];
  const read = (table: unknown, path: Path): void => {
    if (table !== undefined && !isRecord(table))
      losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not an object` });
    for (const [alias, target] of entriesOf(table)) {
      if (typeof target === 'string') {
        const component = moduleComponent(target, { path: [...path, alias] }, 'imports');
        if (component) found.push(component);
      } else if (target !== null)
        losses.push({ code: 'wrong-type', path: [...path, alias], message: `"${alias}" has no address` });
    }
  };
  read(memberOf(root, 'imports'), ['imports']);
  const scopes = memberOf(root, 'scopes');
  if (scopes !== undefined && !isRecord(scopes))
    losses.push({ code: 'wrong-type', path: ['scopes'], message: '"scopes" is not an object' });
  for (const [scope, table] of entriesOf(scopes)) read(table, ['scopes', scope]);
  return found;
}
