/** What GitLab calls the manager of a package and the language it serves. Names: GitLab's CycloneDX property taxonomy and its list of supported files. */
export interface PackageManager {
  readonly manager: string;
  readonly language: string;
}

/** By the type of a purl. */
const byType: ReadonlyMap<string, PackageManager> = new Map(
  Object.entries({
    npm: ['npm', 'JavaScript'],
    pypi: ['pip', 'Python'],
    golang: ['go', 'Go'],
    cargo: ['cargo', 'Rust'],
    maven: ['maven', 'Java'],
    nuget: ['nuget', 'C#'],
    gem: ['bundler', 'Ruby'],
    composer: ['composer', 'PHP'],
    cocoapods: ['cocoapods', 'Objective-C'],
    swift: ['swift', 'Swift'],
    pub: ['pub', 'Dart'],
    hex: ['hex', 'Elixir'],
    conan: ['conan', 'C++'],
    conda: ['conda', 'Python'],
  }).map(([type, [manager = '', language = '']]) => [type, { manager, language }]),
);

/** Managers that share their packages with another one, by the input's format. */
const byFormat: readonly (readonly [RegExp, string])[] = [
  [/^javascript\/yarn/, 'yarn'],
  [/^javascript\/pnpm/, 'pnpm'],
  [/^javascript\/bun/, 'bun'],
  [/^python\/pipfile/, 'pipenv'],
  [/^python\/poetry/, 'poetry'],
  [/^python\/pdm/, 'pdm'],
  [/^python\/uv/, 'uv'],
  [/^python\/setup/, 'setuptools'],
  [/^jvm\/gradle/, 'gradle'],
  [/^jvm\/sbt/, 'sbt'],
];

/** Undefined for what no package manager of GitLab's list installs. `format` is the id of the input's format. */
export function packageManagerOf(purl: string | undefined, format: string | undefined): PackageManager | undefined {
  const usual = byType.get(/^pkg:([a-z]+)\//.exec(purl ?? '')?.[1] ?? '');
  if (usual === undefined || format === undefined) return usual;
  const manager = byFormat.find(([fits]) => fits.test(format))?.[1];
  if (manager === undefined) return usual;
  return { manager, language: manager === 'sbt' ? 'Scala' : usual.language };
}
