import type { Ecosystem } from '../../model/component.ts';

/** What scanners call the kind of a package where they give no purl: Syft's and Grype's types, Trivy's, OSV's ecosystems. */
const ecosystemOfWord = new Map<string, Ecosystem>(
  (
    [
      ['npm', 'npm yarn pnpm bun node-pkg deno-npm'],
      ['pypi', 'python pypi pip pipenv poetry uv pylock python-pkg wheel egg'],
      ['maven', 'java-archive maven pom gradle jar sbt'],
      ['golang', 'go-module go gomod gobinary'],
      ['cargo', 'rust-crate crates.io cargo rust-binary rustbinary'],
      ['gem', 'gem rubygems bundler gemspec'],
      ['composer', 'php-composer packagist composer composer-vendor'],
      ['nuget', 'dotnet nuget dotnet-core packages-config packages-props'],
      ['conan', 'conan conancenter'],
      ['cocoapods', 'pod cocoapods'],
      ['swift', 'swift swifturl'],
      ['pub', 'dart-pub pub'],
      ['hex', 'hex mix-lock'],
      ['hackage', 'hackage'],
      ['cran', 'r-package cran'],
      ['conda', 'conda conda-pkg conda-environment'],
      ['julia', 'julia'],
      ['luarocks', 'lua-rocks'],
      ['opam', 'opam'],
      ['nix', 'nix'],
      ['github', 'github-action github-actions actions'],
      ['terraform', 'terraform'],
      ['wordpress', 'wordpress-plugin'],
      ['deb', 'deb debian ubuntu'],
      ['apk', 'apk alpine wolfi chainguard minimos'],
      ['alpm', 'alpm arch'],
      [
        'rpm',
        'rpm redhat centos rocky alma almalinux rocky-linux red-hat amazon fedora oracle suse opensuse opensuse-leap ' +
          'opensuse-tumbleweed sles slem photon cbl-mariner azurelinux mageia openeuler anolis',
      ],
    ] as const
  ).flatMap(([ecosystem, words]) => words.split(' ').map((word): [string, Ecosystem] => [word, ecosystem])),
);

/** The ecosystem a scanner's word stands for: `Debian:12`, `java-archive`, `GitHub Actions`. */
export function ecosystemOfType(word: string | undefined): Ecosystem | undefined {
  if (word === undefined) return undefined;
  const bare = word.split(':', 1)[0]?.trim().toLowerCase().replace(/ /g, '-') ?? '';
  return ecosystemOfWord.get(bare);
}
