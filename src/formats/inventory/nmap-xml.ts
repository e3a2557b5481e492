/**
 * nmap -oX. Specification: nmap.dtd. Surprising: the vendor of an address is a short form of what the registry says of its prefix, not what
 * the device says, and the operating system is a guess of which the list goes down to a few percent.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { RecordFormat, RecordReader } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import type { XmlElement } from '../../syntax/xml-element.ts';
import { child, childrenOf } from '../../syntax/xml-element.ts';
import { xmlStream } from '../../syntax/xml-stream.ts';
import { deviceName } from './device-name.ts';

/** Scripts whose output is what the service says of itself. */
const sayings: ReadonlySet<string> = new Set([
  'banner',
  'http-server-header',
  'snmp-sysdescr',
  'rtsp-server',
  'http-title',
]);
const longestSaying = 2_000;

/** Reads every host that was up as a device: its addresses, what its services say of themselves, and hardware that was told for certain. */
export const nmapXml: RecordFormat = {
  id: 'inventory/nmap-xml',
  title: 'nmap XML output',
  files: ['nmap*.xml', '*.nmap.xml'],
  mayBe: ['*.xml'],
  recognise: (head) => /<nmaprun[\s>]/.test(head),
  maxBytes: 2 ** 40,
  open,
};

function open(_path: string, emit: (component: Component) => void): RecordReader {
  let silent = 0;
  const reader = xmlStream({
    names: new Set(['host']),
    onRoot: (root) => {
      if (root.name !== 'nmaprun') throw new NotThisFormat('is no output of nmap');
    },
    onElement: (host) => {
      const state = child(host, 'status')?.attributes.get('state');
      if (state !== undefined && state !== 'up') return;
      const component = componentOf(host);
      if (component.identifiers?.length === 0) silent++;
      emit(component);
    },
  });
  return {
    write: (text) => reader.write(text),
    end() {
      reader.end();
      if (silent === 0) return [];
      const hosts = silent === 1 ? '1 host shows' : `${silent} hosts show`;
      const note: Problem = {
        code: 'no-identifier',
        message: `${hosts} no hardware address and no service that names itself, so nothing could be compared`,
        weight: 'note',
      };
      return [note];
    },
  };
}

function componentOf(host: XmlElement): Component {
  const identifiers: Identifier[] = [];
  const add = (
    kind: Identifier['kind'],
    value: string | undefined,
    field: string,
    { line, column }: XmlElement,
  ): void => {
    const text = value?.trim().slice(0, longestSaying) ?? '';
    if (text !== '' && !identifiers.some((seen) => seen.kind === kind && seen.value === text))
      identifiers.push({ kind, value: text, field, at: { line, column } });
  };
  for (const address of childrenOf(host, 'address'))
    if (address.attributes.get('addrtype') === 'mac') add('mac', address.attributes.get('addr'), 'address', address);
  for (const ports of childrenOf(host, 'ports'))
    for (const port of childrenOf(ports, 'port')) {
      if (child(port, 'state')?.attributes.get('state') !== 'open') continue;
      for (const service of childrenOf(port, 'service')) {
        // Without a probe the product is a word for the port.
        if (service.attributes.get('method') === 'probed') add('banner', bannerOf(service), 'service', service);
        addHardware(service, add);
      }
      addScripts(port, add);
    }
  for (const scripts of childrenOf(host, 'hostscript')) addScripts(scripts, add);
  for (const os of childrenOf(host, 'os'))
    for (const match of childrenOf(os, 'osmatch'))
      for (const kind of childrenOf(match, 'osclass'))
        if (kind.attributes.get('accuracy') === '100') addHardware(kind, add);
  return {
    kind: 'device',
    name: deviceName('', '', identifiers),
    identifiers,
    at: { line: host.line, column: host.column },
  };
}

type Add = (kind: Identifier['kind'], value: string | undefined, field: string, element: XmlElement) => void;

function bannerOf({ attributes }: XmlElement): string {
  return ['product', 'version', 'extrainfo']
    .map((name) => attributes.get(name) ?? '')
    .join(' ')
    .replace(/ {2,}/g, ' ');
}

/** CPE names of hardware; those of programs say who wrote the program. */
function addHardware(element: XmlElement, add: Add): void {
  for (const cpe of childrenOf(element, 'cpe')) if (/^cpe:\/h:/.test(cpe.text)) add('cpe', cpe.text, 'cpe', cpe);
}

function addScripts(element: XmlElement, add: Add): void {
  for (const script of childrenOf(element, 'script'))
    if (sayings.has(script.attributes.get('id') ?? ''))
      add('banner', script.attributes.get('output'), script.attributes.get('id') ?? 'script', script);
}
