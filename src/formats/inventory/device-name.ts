import type { Identifier } from '../../model/component.ts';

/** The same makers and models come again and again. */
const keptNames = 10_000;

/**
 * What devices are called in reports: maker and model, or the first identifier. Host names are left out on purpose: reports print only
 * cells that matched, and host names name people.
 */
export function deviceNames(): (maker: string, model: string, identifiers: readonly Identifier[]) => string {
  const known = new Map<string, Map<string, string>>();
  let count = 0;
  return (maker, model, identifiers) => {
    if (maker === '' || model === '') return deviceName(maker, model, identifiers);
    let models = known.get(maker);
    const before = models?.get(model);
    if (before !== undefined) return before;
    const name = deviceName(maker, model, identifiers);
    if (count++ < keptNames) {
      if (!models) known.set(maker, (models = new Map()));
      models.set(model, name);
    }
    return name;
  };
}

/** What one device is called. */
export function deviceName(maker: string, model: string, identifiers: readonly Identifier[]): string {
  if (model === '') return maker || identifiers[0]?.value || 'unidentified device';
  if (
    maker === '' ||
    (model.length > maker.length && model.slice(0, maker.length).toLowerCase() === maker.toLowerCase())
  )
    return model;
  return `${maker} ${model}`;
}
