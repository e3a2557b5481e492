/**
 * .cargo/config.toml and .cargo/config. Specification: the Cargo Book, "Configuration" and "Source Replacement". Surprising: with
 * `[source.crates-io] replace-with`, every crate comes from a mirror and the lockfile still names the registry it would have come from.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { memberOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { settingComponents } from '../javascript/registry-settings.ts';

/** Reads the registries and replaced sources; a file without any is valid. */
export const cargoConfig: DocumentFormat = {
  id: 'rust/cargo-config',
  title: 'Cargo .cargo/config.toml',
  files: ['.cargo/config.toml', '.cargo/config'],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const components = ['source', 'registries', 'registry'].flatMap((key) =>
    settingComponents(memberOf(root, key), [key]),
  );
  return { components };
}
