/**
 * Project files of MSBuild (*.csproj, *.fsproj, *.vbproj and others), Directory.Build.props, Directory.Packages.props. Specification: NuGet documentation,
 * "PackageReference in project files" and "Central Package Management". Surprising: with central management the project names a package and
 * Directory.Packages.props, in some folder above, its version; a `PackageVersion` alone installs nothing. Conditions are not judged: what stands
 * under any of them counts.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import type { XmlElement } from '../../syntax/xml-element.ts';
import { folderOf } from '../javascript/package-manifest.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { attributePlace } from './attribute-place.ts';
import { addMsbuildValues, attribute, type MsbuildValues, msbuildText, rootOrNothing } from './msbuild-values.ts';
import { nugetVersion, withConstraint } from './nuget-version.ts';

/** Reads package, project and SDK references and central versions. */
export const msbuild: DocumentFormat = {
  id: 'dotnet/msbuild',
  title: '.NET project files and central package versions',
  files: [
    ...[
      '*.csproj',
      '*.fsproj',
      '*.vbproj',
      '*.sqlproj',
      '*.vcxproj',
      '*.nfproj',
      '*.pyproj',
      '*.esproj',
      '*.shproj',
      '*.wixproj',
    ],
    ...['Directory.Packages.props', 'Packages.props', 'Directory.Build.props', 'Directory.Build.targets'],
  ],
  mayBe: ['*.props', '*.targets', '*.proj', '*.projitems'],
  // A project file is known by its name; a cut one must not pass for a look-alike.
  recognise: (head, path) =>
    !/\.(?:props|targets|proj|projitems)$/i.test(path) ||
    isNamed(path) ||
    (/<Project[\s>]/.test(head) &&
      /<(?:PackageReference|PackageVersion|GlobalPackageReference|PackageDownload)\s/.test(head)),
  companions,
  parse,
};

function isNamed(path: string): boolean {
  return /(?:^|\/)(?:Directory\.(?:Packages\.props|Build\.(?:props|targets))|Packages\.props)$/i.test(path);
}

/** Folders up; deeper projects are not known. */
const ancestorLimit = 12;

/** The files that MSBuild looks for in the folders above. */
function companions(input: DocumentInput): readonly string[] {
  if (
    !/<(?:PackageReference|PackageVersion|GlobalPackageReference|PackageDownload|Sdk|Import|RestoreSources|RestoreAdditionalProjectSources)\b/.test(
      input.text,
    )
  )
    return [];
  const wanted: string[] = [];
  let folder = folderOf(input.path);
  for (let up = 0; up < ancestorLimit; up++) {
    for (const name of ['Directory.Packages.props', 'Directory.Build.props', 'Directory.Build.targets'])
      if (`${folder}${name}` !== input.path) wanted.push(`${folder}${name}`);
    if (folder === '') break;
    folder = folderOf(folder.slice(0, -1));
  }
  return wanted;
}

interface Reading {
  readonly text: string;
  readonly values: MsbuildValues;
  readonly components: Component[];
  readonly problems: Problem[];
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'Project') throw new NotThisFormat(`its root element is "${root.name}", not "Project"`);
  const values: MsbuildValues = { properties: new Map(), versions: new Map() };
  addMsbuildValues(root, values);
  // The nearest file goes first, as MSBuild takes it.
  for (const path of companions(input)) {
    const text = input.companions.get(path);
    const other = text === undefined ? undefined : rootOrNothing(text);
    if (other) addMsbuildValues(other, values);
  }
  const reading: Reading = { text: input.text, values, components: [], problems: [] };
  readSdks(reading, root);
  const open = [...root.children].reverse();
  for (let element = open.pop(); element; element = open.pop()) {
    if (!readItem(reading, element))
      for (let at = element.children.length - 1; at >= 0; at--) open.push(element.children[at] as XmlElement);
  }
  return { components: reading.components, problems: reading.problems };
}

/** True where the element is one that is read here, with all below it. */
function readItem(reading: Reading, element: XmlElement): boolean {
  switch (element.name) {
    case 'PackageReference':
      addPackages(reading, element, scopeOf(element));
      return true;
    case 'GlobalPackageReference':
      addPackages(reading, element, 'build');
      return true;
    case 'PackageDownload':
    case 'DotNetCliToolReference':
      addPackages(reading, element, 'build');
      return true;
    case 'PackageVersion':
      addPackages(reading, element, undefined, 'managed');
      return true;
    // Defaults for items that stand elsewhere.
    case 'ItemDefinitionGroup':
      return true;
    case 'Reference':
      addAssembly(reading, element);
      return true;
    case 'ProjectReference':
      addProjects(reading, element);
      return true;
    case 'Sdk':
      addSdk(reading, attribute(element, 'Name'), attribute(element, 'Version'), element);
      return true;
    case 'Import':
      if (attribute(element, 'Sdk') !== undefined)
        addSdk(reading, attribute(element, 'Sdk'), attribute(element, 'Version'), element);
      return true;
    case 'RestoreSources':
    case 'RestoreAdditionalProjectSources':
      for (const address of element.text.split(';')) {
        const component = settingComponent(element.name, address.trim(), {
          line: element.line,
          column: element.column,
        });
        if (component) reading.components.push(component);
      }
      return true;
    default:
      return false;
  }
}

function readSdks(reading: Reading, root: XmlElement): void {
  for (const one of (attribute(root, 'Sdk') ?? '').split(';')) {
    const [name, version] = one.trim().split('/');
    if (version !== undefined) addSdk(reading, name, version, root);
  }
}

/** An SDK without a version is one of the installed .NET, or global.json names its version. */
function addSdk(reading: Reading, name: string | undefined, version: string | undefined, element: XmlElement): void {
  if (!name || version === undefined) return;
  reading.components.push({
    ...{ kind: 'package', name, version, ecosystem: 'nuget', at: { line: element.line, column: element.column } },
    ...{ direct: true, scope: 'build', attributes: { role: 'sdk' } },
  });
}

/** `PrivateAssets="all"` keeps a package out of what is delivered: analysers, build tools. */
function scopeOf(element: XmlElement): Scope {
  return /^all$/i.test(attribute(element, 'PrivateAssets')?.trim() ?? '') ? 'dev' : 'runtime';
}

function addPackages(reading: Reading, element: XmlElement, scope: Scope | undefined, how?: 'managed'): void {
  const include = attribute(element, 'Include') ?? attribute(element, 'Update');
  // An item that only removes or lacks a name installs nothing.
  if (include === undefined) {
    if (attribute(element, 'Remove') === undefined)
      reading.problems.push({
        code: 'wrong-type',
        line: element.line,
        message: `a ${element.name} has no name`,
        weight: 'lost',
      });
    return;
  }
  const own = attribute(element, 'VersionOverride') ?? attribute(element, 'Version');
  for (const written of include.split(';')) {
    if (written.trim() === '') continue;
    const name = msbuildText(written.trim(), reading.values);
    const central = reading.values.versions.get((name ?? '').toLowerCase());
    const text = own ?? central;
    const resolved = text === undefined ? undefined : msbuildText(text, reading.values);
    if (name === undefined) unresolved(reading, element, `the name "${written.trim()}" could not be resolved`);
    else if (text !== undefined && resolved === undefined)
      unresolved(reading, element, `the version "${text}" of ${name} could not be resolved`);
    const { version, constraint } = nugetVersion(resolved);
    reading.components.push({
      ...{
        kind: 'package',
        name: name ?? written.trim(),
        version,
        ecosystem: name === undefined ? undefined : 'nuget',
      },
      ...{
        at: attributePlace(reading.text, element, 'Include', 'Update'),
        direct: how === undefined ? true : undefined,
        scope,
      },
      attributes: withConstraint(constraint, how === undefined ? {} : { managed: 'yes' }),
    });
  }
}

function unresolved(reading: Reading, element: XmlElement, message: string): void {
  reading.problems.push({ code: 'unresolved', line: element.line, message, weight: 'lost' });
}

/** An assembly by its path; a path into a `packages` folder names the package it came from. One without a path is .NET's own. */
function addAssembly(reading: Reading, element: XmlElement): void {
  const hint = attribute(element, 'HintPath')?.trim();
  const name = (attribute(element, 'Include') ?? '').split(',', 1)[0]?.trim() ?? '';
  if (!hint || name === '') return;
  const folder = /(?:^|[\\/])packages[\\/]([^\\/]+)[\\/]/i.exec(hint)?.[1];
  const installed = /^(.+?)\.(\d+(?:\.\d+){1,3}(?:-[\w.+-]+)?)$/.exec(folder ?? '');
  // The path is what names the package.
  const path = element.children.find((one) => one.name === 'HintPath') ?? element;
  const place = installed ? path : element;
  const at = { line: place.line, column: place.column };
  reading.components.push(
    installed?.[1]
      ? {
          ...{ kind: 'package', name: installed[1], version: installed[2], ecosystem: 'nuget', at, scope: 'runtime' },
          ...{ source: hint, attributes: { role: 'assembly', assembly: name } },
        }
      : { kind: 'package', name, at, direct: true, entry: 'file', source: hint, attributes: { role: 'assembly' } },
  );
}

function addProjects(reading: Reading, element: XmlElement): void {
  for (const path of (attribute(element, 'Include') ?? '').split(';')) {
    const file = path.trim().split(/[\\/]/).pop() ?? '';
    if (file === '') continue;
    reading.components.push({
      ...{
        kind: 'package',
        name: file.replace(/\.\w+proj$/, ''),
        at: attributePlace(reading.text, element, 'Include'),
      },
      ...{ direct: true, entry: 'link', source: path.trim() },
    });
  }
}
