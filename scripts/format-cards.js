// A plugin of the bundler: puts in the place of `src/formats/cards.ts` cards that load their format when it is first asked for, so that the
// program starts without the code of the formats it does not meet. What a card says is taken from the register itself.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const register = 'src/formats/registry.ts';

/** Every import of the register: its name in the module, its name in the register, and the module. */
function importsOfRegister() {
  const lines = readFileSync(register, 'utf8').matchAll(/^import \{ (\w+)(?: as (\w+))? \} from '(\.\/[^']+)';$/gm);
  return [...lines].map(([, name, own = name, module]) => ({ name, own, module }));
}

async function loadedFormats() {
  const folder = mkdtempSync(join(resolve('node_modules'), '.formats-'));
  try {
    const outfile = join(folder, 'formats.mjs');
    const contents = `export { formats } from './registry.ts';\n${importsOfRegister()
      .map(({ name, own, module }) => `export { ${name} as ${own} } from '${module}';`)
      .join('\n')}`;
    await build({
      stdin: { contents, resolveDir: resolve('src/formats'), loader: 'ts' },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.10',
      packages: 'external',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cardsModule() {
  const { formats, ...byName } = await loadedFormats();
  const imports = importsOfRegister();
  const cards = formats.map((format) => {
    const { id, title, files, mayBe, priority, recognise } = format;
    const found = imports.find(({ own }) => byName[own] === format);
    if (!found) throw new Error(`${register}: ${id} is in the list and not imported by a line of its own`);
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
