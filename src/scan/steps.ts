import type { Format, FormatCard } from '../model/format.ts';

/** Work that stops at each format that is not loaded yet, and goes on when it is. */
export type Steps<Result> = Generator<FormatCard, Result, void>;

/** The format of a card, asked for where it is not there. */
export function* loadedFormat(card: Format | FormatCard): Steps<Format> {
  if (!('load' in card)) return card;
  if (card.loaded === undefined) yield card;
  if (card.loaded === undefined) throw new Error(`${card.id} was asked for and not loaded`);
  return card.loaded;
}

/** Does all steps at once. Throws where a format is not loaded. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  const step = steps.next();
  if (!step.done) throw new Error(`${step.value.id} is not loaded`);
  return step.value;
}

/** Does all steps, and loads what they ask for. */
export async function loading<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await step.value.load();
  }
}
