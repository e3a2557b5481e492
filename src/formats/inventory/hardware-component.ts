import type { Component, Identifier, Place } from '../../model/component.ts';
import { cellValue } from './cell-value.ts';
import { deviceName } from './device-name.ts';

/** A text of a tool's output with the field it stood in. */
export interface Said {
  readonly text: string | undefined;
  readonly field: string;
  readonly at?: Place;
}

/** What a tool says about one piece of hardware. */
export interface Hardware {
  readonly maker?: Said;
  readonly model?: Said;
  /** A second model text: a part number, a readable version. */
  readonly otherModel?: Said;
  /** Identifiers that need no cleaning: numbers of registries, addresses, banners. */
  readonly more?: readonly Identifier[];
  readonly category?: Said;
  readonly at: Place;
  /** Where it is a part: which, and of what host. Absent: the device itself. */
  readonly part?: { readonly name?: string; readonly host?: string };
  /** What to call it where it has neither maker nor model. */
  readonly label?: string;
}

/**
 * One device or part as a component, fillers of board makers left out. A model without a maker is a brand as well: it may hold the maker's
 * name.
 */
export function hardwareComponent(hardware: Hardware): Component {
  const identifiers: Identifier[] = [];
  const add = (kind: Identifier['kind'], said: Said | undefined): string => {
    const value = cellValue(said?.text ?? '');
    if (said && value !== '') identifiers.push({ kind, value, field: said.field, ...(said.at && { at: said.at }) });
    return value;
  };
  const maker = add('organisation', hardware.maker);
  const model = add('model', hardware.model);
  if (maker === '') add('brand', hardware.model);
  add('model', hardware.otherModel);
  if (hardware.more) identifiers.push(...hardware.more);
  const category = add('category', hardware.category);
  const { part } = hardware;
  const attributes: Record<string, string> = {};
  if (part) {
    attributes.row = 'component';
    if (part.name) attributes.part = part.name;
    if (part.host) attributes.host = part.host;
  }
  if (category !== '') attributes.category = category;
  const named = maker === '' && model === '' ? hardware.label : undefined;
  return {
    kind: 'device',
    name: named ?? deviceName(maker, model, identifiers),
    identifiers,
    at: hardware.at,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}
