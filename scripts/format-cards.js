// A plugin of the bundler: puts in the place of `src/formats/cards.ts` cards that load their format when it is first asked for, so that the
// program starts without the code of the formats it does not meet. What a card says is taken from the register itself.
import { readFileSync } from 'node:fs';
import { loadTypeScript } from './load-typescript.js';

const register = 'src/formats/registry.ts';
const importLine = /^import \{\s*(\w+)(?: as \w+)?,?\s*\} from '(\.\/([^']+)\.ts)';$/gm;

async function cardsModule() {
  const { formats } = await loadTypeScript(register);
  // A format's id is its path below `src/formats`.
  const imports = new Map();
  for (const [, name, module, id] of readFileSync(register, 'utf8').matchAll(importLine))
    imports.set(id, { name, module });
  const cards = formats.map(({ id, title, files, mayBe, priority, recognise }) => {
    const found = imports.get(id);
    if (!found) throw new Error(`${register}: no line imports ./${id}.ts, which the id "${id}" stands for`);
    const told = JSON.stringify({ id, title, files, mayBe, priority, looks: recognise !== undefined });
    return `card(${told}, () => import('${found.module}').then((module) => module.${found.name})),`;
  });
  return `function card(told, bring) {
  const own = { ...told, loaded: undefined, load: async () => (own.loaded ??= await bring()) };
  return own;
}
export const formatCards = [\n${cards.join('\n')}\n];\n`;
}

export const formatCards = {
  name: 'format-cards',
  load: {
    filter: { id: /[\\/]formats[\\/]cards\.ts$/ },
    handler: async () => ({ code: await cardsModule(), moduleType: 'js' }),
  },
};
