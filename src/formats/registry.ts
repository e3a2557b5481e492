import type { Format } from '../model/format.ts';
import { cartfile } from './apple/cartfile.ts';
import { cartfileResolved } from './apple/cartfile-resolved.ts';
import { mintfile } from './apple/mintfile.ts';
import { podfile } from './apple/podfile.ts';
import { podfileLock } from './apple/podfile-lock.ts';
import { podspec } from './apple/podspec.ts';
import { podspecJson } from './apple/podspec-json.ts';
import { swiftManifest } from './apple/swift-manifest.ts';
import { swiftResolved } from './apple/swift-resolved.ts';
import { androidManifest } from './apps/android-manifest.ts';
import { androidPackages } from './apps/android-packages.ts';
import { binaryAndroidManifest } from './apps/binary-android-manifest.ts';
import { binaryInfoPlist } from './apps/binary-info-plist.ts';
import { brewList } from './apps/brew-list.ts';
import { brewfile } from './apps/brewfile.ts';
import { browserPolicies } from './apps/browser-policies.ts';
import { chocolateyList } from './apps/chocolatey-list.ts';
import { chromiumPreferences } from './apps/chromium-preferences.ts';
import { firefoxExtensions } from './apps/firefox-extensions.ts';
import { infoPlist } from './apps/info-plist.ts';
import { vscodeExtensions } from './apps/vscode-extensions.ts';
import { vscodeList } from './apps/vscode-list.ts';
import { vscodeRecommendations } from './apps/vscode-recommendations.ts';
import { wingetExport } from './apps/winget-export.ts';
import { wingetList } from './apps/winget-list.ts';
import { gleamManifest } from './beam/gleam-manifest.ts';
import { gleamToml } from './beam/gleam-toml.ts';
import { mixExs } from './beam/mix-exs.ts';
import { mixLock } from './beam/mix-lock.ts';
import { rebarConfig } from './beam/rebar-config.ts';
import { rebarLock } from './beam/rebar-lock.ts';
import { pubspec } from './dart/pubspec.ts';
import { pubspecLock } from './dart/pubspec-lock.ts';
import { depsJson } from './dotnet/deps-json.ts';
import { dotnetTools } from './dotnet/dotnet-tools.ts';
import { msbuild } from './dotnet/msbuild.ts';
import { nugetConfig } from './dotnet/nuget-config.ts';
import { nuspec } from './dotnet/nuspec.ts';
import { packagesConfig } from './dotnet/packages-config.ts';
import { packagesLockJson } from './dotnet/packages-lock-json.ts';
import { paketDependencies } from './dotnet/paket-dependencies.ts';
import { paketLock } from './dotnet/paket-lock.ts';
import { projectAssets } from './dotnet/project-assets.ts';
import { unityLock } from './dotnet/unity-lock.ts';
import { unityManifest } from './dotnet/unity-manifest.ts';
import { unityVersion } from './dotnet/unity-version.ts';
import { glideLock } from './go/glide-lock.ts';
import { goEnv } from './go/go-env.ts';
import { goMod } from './go/go-mod.ts';
import { goSum } from './go/go-sum.ts';
import { goWork } from './go/go-work.ts';
import { godeps } from './go/godeps.ts';
import { gopkgLock } from './go/gopkg-lock.ts';
import { vendorModules } from './go/vendor-modules.ts';
import { cabal } from './haskell/cabal.ts';
import { cabalFreeze } from './haskell/cabal-freeze.ts';
import { cabalProject } from './haskell/cabal-project.ts';
import { stackLock } from './haskell/stack-lock.ts';
import { stackYaml } from './haskell/stack-yaml.ts';
import { ansible } from './infra/ansible.ts';
import { apache } from './infra/apache.ts';
import { applicationSettings } from './infra/application-settings.ts';
import { azurePipelines } from './infra/azure-pipelines.ts';
import { bicep } from './infra/bicep.ts';
import { bitbucketPipelines } from './infra/bitbucket-pipelines.ts';
import { circleci } from './infra/circleci.ts';
import { cloudformation } from './infra/cloudformation.ts';
import { compose } from './infra/compose.ts';
import { containerRegistries } from './infra/container-registries.ts';
import { devcontainer } from './infra/devcontainer.ts';
import { dockerDaemon } from './infra/docker-daemon.ts';
import { dockerfile } from './infra/dockerfile.ts';
import { dotenv } from './infra/dotenv.ts';
import { gitConfig } from './infra/git-config.ts';
import { githubAction } from './infra/github-action.ts';
import { githubWorkflow } from './infra/github-workflow.ts';
import { gitlabCi } from './infra/gitlab-ci.ts';
import { headerRules } from './infra/header-rules.ts';
import { helmChart } from './infra/helm-chart.ts';
import { helmTemplate } from './infra/helm-template.ts';
import { helmValues } from './infra/helm-values.ts';
import { jenkinsfile } from './infra/jenkinsfile.ts';
import { jinjaTemplate } from './infra/jinja-template.ts';
import { kubernetes } from './infra/kubernetes.ts';
import { kustomize } from './infra/kustomize.ts';
import { mcpServers } from './infra/mcp-servers.ts';
import { nginx } from './infra/nginx.ts';
import { openapi } from './infra/openapi.ts';
import { properties } from './infra/properties.ts';
import { pulumi } from './infra/pulumi.ts';
import { serviceWorker } from './infra/service-worker.ts';
import { terraform } from './infra/terraform.ts';
import { terraformLock } from './infra/terraform-lock.ts';
import { webManifest } from './infra/web-manifest.ts';
import { deviceType } from './inventory/device-type.ts';
import { dmidecode } from './inventory/dmidecode.ts';
import { fusionInventory } from './inventory/fusion-inventory.ts';
import { glpiInventory } from './inventory/glpi-inventory.ts';
import { lshw } from './inventory/lshw.ts';
import { lspci } from './inventory/lspci.ts';
import { lsusb } from './inventory/lsusb.ts';
import { neighbours } from './inventory/neighbours.ts';
import { nessusXml } from './inventory/nessus-xml.ts';
import { nmapText } from './inventory/nmap-text.ts';
import { nmapXml } from './inventory/nmap-xml.ts';
import { osqueryLog } from './inventory/osquery-log.ts';
import { recordLines } from './inventory/record-lines.ts';
import { records } from './inventory/records.ts';
import { snmpWalk } from './inventory/snmp-walk.ts';
import { systemProfiler } from './inventory/system-profiler.ts';
import { table } from './inventory/table.ts';
import { workbook } from './inventory/workbook.ts';
import { zippedTable } from './inventory/zipped-table.ts';
import { bowerJson } from './javascript/bower-json.ts';
import { bunLock } from './javascript/bun-lock.ts';
import { bunLockb } from './javascript/bun-lockb.ts';
import { bunfig } from './javascript/bunfig.ts';
import { denoJson } from './javascript/deno-json.ts';
import { denoLock } from './javascript/deno-lock.ts';
import { htmlScripts } from './javascript/html-scripts.ts';
import { importMap } from './javascript/import-map.ts';
import { libmanJson } from './javascript/libman-json.ts';
import { npmLock } from './javascript/npm-lock.ts';
import { npmrc } from './javascript/npmrc.ts';
import { packageJson } from './javascript/package-json.ts';
import { pnpmLock } from './javascript/pnpm-lock.ts';
import { pnpmWorkspace } from './javascript/pnpm-workspace.ts';
import { rushJson } from './javascript/rush-json.ts';
import { yarnLock } from './javascript/yarn-lock.ts';
import { yarnrc } from './javascript/yarnrc.ts';
import { yarnrcYml } from './javascript/yarnrc-yml.ts';
import { bazelMavenInstall } from './jvm/bazel-maven-install.ts';
import { bazelModule } from './jvm/bazel-module.ts';
import { bazelModuleLock } from './jvm/bazel-module-lock.ts';
import { bazelWorkspace } from './jvm/bazel-workspace.ts';
import { gradleBuild } from './jvm/gradle-build.ts';
import { gradleCatalog } from './jvm/gradle-catalog.ts';
import { gradleLockfile } from './jvm/gradle-lockfile.ts';
import { gradleVerification } from './jvm/gradle-verification.ts';
import { gradleVersions } from './jvm/gradle-versions.ts';
import { ivy } from './jvm/ivy.ts';
import { leiningen } from './jvm/leiningen.ts';
import { mavenExtensions } from './jvm/maven-extensions.ts';
import { mavenSettings } from './jvm/maven-settings.ts';
import { mavenTree } from './jvm/maven-tree.ts';
import { nebulaLock } from './jvm/nebula-lock.ts';
import { pom } from './jvm/pom.ts';
import { sbtBuild } from './jvm/sbt-build.ts';
import { sbtLock } from './jvm/sbt-lock.ts';
import { toolsDeps } from './jvm/tools-deps.ts';
import { wrapperProperties } from './jvm/wrapper-properties.ts';
import { cpanMeta } from './languages/cpan-meta.ts';
import { cpanfile } from './languages/cpanfile.ts';
import { cpanfileSnapshot } from './languages/cpanfile-snapshot.ts';
import { dubJson } from './languages/dub-json.ts';
import { dubSdl } from './languages/dub-sdl.ts';
import { dubSelections } from './languages/dub-selections.ts';
import { duneProject } from './languages/dune-project.ts';
import { elmJson } from './languages/elm-json.ts';
import { foundryLock } from './languages/foundry-lock.ts';
import { juliaManifest } from './languages/julia-manifest.ts';
import { juliaProject } from './languages/julia-project.ts';
import { luarocksLock } from './languages/luarocks-lock.ts';
import { moveLock } from './languages/move-lock.ts';
import { nimble } from './languages/nimble.ts';
import { nimbleLock } from './languages/nimble-lock.ts';
import { opam } from './languages/opam.ts';
import { packratLock } from './languages/packrat-lock.ts';
import { rDescription } from './languages/r-description.ts';
import { renvLock } from './languages/renv-lock.ts';
import { rockspec } from './languages/rockspec.ts';
import { scarbLock } from './languages/scarb-lock.ts';
import { shardLock } from './languages/shard-lock.ts';
import { shardYml } from './languages/shard-yml.ts';
import { spagoLock } from './languages/spago-lock.ts';
import { zigZon } from './languages/zig-zon.ts';
import { javascriptModels } from './models/javascript-models.ts';
import { modelCard } from './models/model-card.ts';
import { modelfile } from './models/modelfile.ts';
import { pythonModels } from './models/python-models.ts';
import { arduinoLibrary } from './native/arduino-library.ts';
import { arduinoSketch } from './native/arduino-sketch.ts';
import { bitbake } from './native/bitbake.ts';
import { buildrootManifest } from './native/buildroot-manifest.ts';
import { buildrootPackage } from './native/buildroot-package.ts';
import { cmake } from './native/cmake.ts';
import { conanLock } from './native/conan-lock.ts';
import { conanfilePy } from './native/conanfile-py.ts';
import { conanfileTxt } from './native/conanfile-txt.ts';
import { gitmodules } from './native/gitmodules.ts';
import { idfComponent } from './native/idf-component.ts';
import { idfLock } from './native/idf-lock.ts';
import { mesonWrap } from './native/meson-wrap.ts';
import { platformioIni } from './native/platformio-ini.ts';
import { repoManifest } from './native/repo-manifest.ts';
import { vcpkgConfiguration } from './native/vcpkg-configuration.ts';
import { vcpkgLock } from './native/vcpkg-lock.ts';
import { vcpkgManifest } from './native/vcpkg-manifest.ts';
import { vcpkgStatus } from './native/vcpkg-status.ts';
import { vcstoolRepos } from './native/vcstool-repos.ts';
import { westManifest } from './native/west-manifest.ts';
import { yoctoManifest } from './native/yocto-manifest.ts';
import { flakeLock } from './nix/flake-lock.ts';
import { nivSources } from './nix/niv-sources.ts';
import { npinsSources } from './nix/npins-sources.ts';
import { apkInstalled } from './os/apk-installed.ts';
import { dpkgStatus } from './os/dpkg-status.ts';
import { goBinary } from './os/go-binary.ts';
import { imageArchive } from './os/image-archive.ts';
import { imageLayout } from './os/image-layout.ts';
import { jar } from './os/jar.ts';
import { packageRepositories } from './os/package-repositories.ts';
import { pacmanDesc } from './os/pacman-desc.ts';
import { rpmBdb } from './os/rpm-bdb.ts';
import { rpmNdb } from './os/rpm-ndb.ts';
import { rpmSqlite } from './os/rpm-sqlite.ts';
import { composerInstalled } from './php/composer-installed.ts';
import { composerJson } from './php/composer-json.ts';
import { composerLock } from './php/composer-lock.ts';
import { condaEnvironment } from './python/conda-environment.ts';
import { condaLock } from './python/conda-lock.ts';
import { condaMeta } from './python/conda-meta.ts';
import { condarc } from './python/condarc.ts';
import { distInfo } from './python/dist-info.ts';
import { pdmLock } from './python/pdm-lock.ts';
import { pipConf } from './python/pip-conf.ts';
import { pipfile } from './python/pipfile.ts';
import { pipfileLock } from './python/pipfile-lock.ts';
import { pixiLock } from './python/pixi-lock.ts';
import { pixiToml } from './python/pixi-toml.ts';
import { poetryLock } from './python/poetry-lock.ts';
import { pylock } from './python/pylock.ts';
import { pyproject } from './python/pyproject.ts';
import { requirements } from './python/requirements.ts';
import { setupCfg } from './python/setup-cfg.ts';
import { setupPy } from './python/setup-py.ts';
import { uvLock } from './python/uv-lock.ts';
import { uvToml } from './python/uv-toml.ts';
import { document as registerDocument } from './register/document.ts';
import { table as registerTable } from './register/table.ts';
import { workbook as registerWorkbook } from './register/workbook.ts';
import { bundleConfig } from './ruby/bundle-config.ts';
import { gemfile } from './ruby/gemfile.ts';
import { gemfileLock } from './ruby/gemfile-lock.ts';
import { gemspec } from './ruby/gemspec.ts';
import { cargoConfig } from './rust/cargo-config.ts';
import { cargoLock } from './rust/cargo-lock.ts';
import { cargoToml } from './rust/cargo-toml.ts';
import { attestation } from './sbom/attestation.ts';
import { compressed } from './sbom/compressed.ts';
import { cyclonedxJson } from './sbom/cyclonedx-json.ts';
import { cyclonedxProtobuf } from './sbom/cyclonedx-protobuf.ts';
import { cyclonedxXml } from './sbom/cyclonedx-xml.ts';
import { githubSbom } from './sbom/github-sbom.ts';
import { githubSnapshot } from './sbom/github-snapshot.ts';
import { grypeJson } from './sbom/grype-json.ts';
import { identifierList } from './sbom/identifier-list.ts';
import { npmLs } from './sbom/npm-ls.ts';
import { osvScannerJson } from './sbom/osv-scanner-json.ts';
import { spdxJson } from './sbom/spdx-json.ts';
import { spdxRdf } from './sbom/spdx-rdf.ts';
import { spdxTagValue } from './sbom/spdx-tag-value.ts';
import { spdxXml } from './sbom/spdx-xml.ts';
import { spdxYaml } from './sbom/spdx-yaml.ts';
import { spdx3Json } from './sbom/spdx3-json.ts';
import { swidTag } from './sbom/swid-tag.ts';
import { syftJson } from './sbom/syft-json.ts';
import { trivyJson } from './sbom/trivy-json.ts';

/** Every input wherefrom reads. One import and one line a format; a test compares this list with the files on disk. */
export const formats: readonly Format[] = [
  npmLock,
  pnpmLock,
  yarnLock,
  bunLock,
  bunLockb,
  denoLock,
  denoJson,
  importMap,
  bowerJson,
  rushJson,
  libmanJson,
  htmlScripts,
  packageJson,
  npmrc,
  yarnrc,
  yarnrcYml,
  pnpmWorkspace,
  bunfig,
  poetryLock,
  requirements,
  uvLock,
  pdmLock,
  pylock,
  pipfileLock,
  condaEnvironment,
  condaLock,
  condaMeta,
  distInfo,
  pipConf,
  pixiLock,
  pyproject,
  pixiToml,
  setupPy,
  setupCfg,
  pipfile,
  condarc,
  uvToml,
  goMod,
  goSum,
  goWork,
  vendorModules,
  gopkgLock,
  glideLock,
  godeps,
  goEnv,
  cargoLock,
  cargoToml,
  cargoConfig,
  pom,
  gradleLockfile,
  gradleCatalog,
  gradleVerification,
  nebulaLock,
  wrapperProperties,
  mavenSettings,
  mavenExtensions,
  sbtLock,
  ivy,
  gradleBuild,
  sbtBuild,
  leiningen,
  toolsDeps,
  mavenTree,
  gradleVersions,
  packagesLockJson,
  projectAssets,
  depsJson,
  packagesConfig,
  msbuild,
  paketLock,
  paketDependencies,
  nugetConfig,
  dotnetTools,
  nuspec,
  unityManifest,
  unityLock,
  unityVersion,
  gemfileLock,
  gemfile,
  gemspec,
  bundleConfig,
  composerLock,
  composerInstalled,
  composerJson,
  bazelModule,
  bazelWorkspace,
  bazelModuleLock,
  bazelMavenInstall,
  swiftResolved,
  podfileLock,
  cartfileResolved,
  swiftManifest,
  podfile,
  podspec,
  podspecJson,
  cartfile,
  pubspecLock,
  pubspec,
  mixLock,
  mixExs,
  rebarLock,
  rebarConfig,
  gleamManifest,
  gleamToml,
  stackLock,
  cabalFreeze,
  stackYaml,
  cabal,
  cabalProject,
  flakeLock,
  nivSources,
  npinsSources,
  terraformLock,
  cyclonedxJson,
  spdxJson,
  cyclonedxXml,
  renvLock,
  packratLock,
  rDescription,
  juliaManifest,
  juliaProject,
  cpanfileSnapshot,
  cpanfile,
  spdxTagValue,
  spdxYaml,
  spdxRdf,
  spdx3Json,
  rockspec,
  luarocksLock,
  shardLock,
  shardYml,
  nimbleLock,
  nimble,
  dubSelections,
  dubJson,
  dubSdl,
  zigZon,
  elmJson,
  opam,
  duneProject,
  table,
  gitmodules,
  conanLock,
  conanfileTxt,
  conanfilePy,
  vcpkgManifest,
  vcpkgConfiguration,
  vcpkgLock,
  vcpkgStatus,
  cmake,
  mesonWrap,
  westManifest,
  repoManifest,
  vcstoolRepos,
  platformioIni,
  arduinoLibrary,
  arduinoSketch,
  idfComponent,
  idfLock,
  bitbake,
  yoctoManifest,
  buildrootManifest,
  buildrootPackage,
  spdxXml,
  records,
  recordLines,
  dpkgStatus,
  apkInstalled,
  pacmanDesc,
  packageRepositories,
  rpmSqlite,
  rpmNdb,
  jar,
  goBinary,
  imageArchive,
  imageLayout,
  lspci,
  lsusb,
  dmidecode,
  neighbours,
  nmapXml,
  nmapText,
  lshw,
  snmpWalk,
  systemProfiler,
  glpiInventory,
  fusionInventory,
  nessusXml,
  osqueryLog,
  workbook,
  zippedTable,
  androidManifest,
  binaryAndroidManifest,
  infoPlist,
  binaryInfoPlist,
  vscodeRecommendations,
  vscodeExtensions,
  vscodeList,
  firefoxExtensions,
  chromiumPreferences,
  browserPolicies,
  androidPackages,
  wingetList,
  wingetExport,
  chocolateyList,
  brewfile,
  brewList,
  rpmBdb,
  cpanMeta,
  scarbLock,
  foundryLock,
  moveLock,
  spagoLock,
  mintfile,
  deviceType,
  dockerfile,
  compose,
  kubernetes,
  helmTemplate,
  helmChart,
  helmValues,
  kustomize,
  githubWorkflow,
  gitConfig,
  githubAction,
  syftJson,
  trivyJson,
  grypeJson,
  osvScannerJson,
  githubSbom,
  githubSnapshot,
  npmLs,
  attestation,
  swidTag,
  identifierList,
  terraform,
  compressed,
  cyclonedxProtobuf,
  registerTable,
  registerWorkbook,
  registerDocument,
  gitlabCi,
  circleci,
  azurePipelines,
  bitbucketPipelines,
  jenkinsfile,
  cloudformation,
  ansible,
  openapi,
  applicationSettings,
  devcontainer,
  dockerDaemon,
  mcpServers,
  pulumi,
  bicep,
  nginx,
  apache,
  headerRules,
  dotenv,
  properties,
  webManifest,
  serviceWorker,
  modelfile,
  modelCard,
  pythonModels,
  javascriptModels,
  jinjaTemplate,
  containerRegistries,
];
