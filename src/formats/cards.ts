import type { FormatCard } from '../model/format.ts';
import { formats } from './registry.ts';

/** The register as cards. The build puts cards in its place that load a format when it is first asked for: `scripts/format-cards.js`. */
export const formatCards: readonly FormatCard[] = formats.map((format) => {
  const { id, title, files, mayBe, priority, recognise } = format;
  return {
    id,
    title,
    files,
    mayBe,
    priority,
    looks: recognise !== undefined,
    loaded: format,
    load: async () => format,
  };
});
