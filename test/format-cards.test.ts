import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { formatCards } from '../src/formats/cards.ts';
import { formats } from '../src/formats/registry.ts';
import { atOnce, loadedFormat, loading } from '../src/scan/steps.ts';

describe('formats of the built program, which are loaded late', () => {
  it('are those of the register, in its order', () => {
    const told: unknown = JSON.parse(
      execFileSync(process.execPath, ['bin/wherefrom.js', 'formats', '-f', 'json'], { encoding: 'utf8' }),
    );
    expect(told).toEqual(formats.map(({ id, title, files, mayBe }) => ({ id, title, files, byContent: mayBe ?? [] })));
  });
  it('say of themselves what the format says', () => {
    expect(formatCards.map(({ id, looks, priority }) => [id, looks, priority])).toEqual(
      formats.map(({ id, recognise, priority }) => [id, recognise !== undefined, priority]),
    );
  });
  it('are asked for once, and a step that nobody loads is told', async () => {
    const [format] = formats;
    if (!format) throw new Error('the register is empty');
    const { id, title, files } = format;
    let asked = 0;
    const card = {
      ...{ id, title, files, looks: false },
      loaded: undefined as typeof format | undefined,
      load: async () => {
        asked++;
        card.loaded = format;
        return format;
      },
    };
    expect(() => atOnce(loadedFormat(card))).toThrow(`${id} is not loaded`);
    expect(await loading(loadedFormat(card))).toBe(format);
    expect(await loading(loadedFormat(card))).toBe(format);
    expect(asked).toBe(1);
  });
});
