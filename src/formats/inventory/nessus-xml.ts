/**
 * Nessus report, version 2 (.nessus). Documentation: Nessus v2 File Format. Surprising: findings name makers of vulnerable products that may
 * not be there, so only what was read off the host counts: its addresses and its CPE names of hardware.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { RecordFormat, RecordReader } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { child, childrenOf, type XmlElement } from '../../syntax/xml-element.ts';
import { xmlStream } from '../../syntax/xml-stream.ts';
import { deviceName } from './device-name.ts';
import { macsOf } from './mac-cell.ts';

/** Reads every host of the report as a device; one without an address or CPE name is counted in a note. */
export const nessusXml: RecordFormat = {
  id: 'inventory/nessus-xml',
  title: 'Nessus report (.nessus)',
  files: ['*.nessus'],
  mayBe: ['*.xml'],
  recognise: (head) => /<NessusClientData_v2[\s>]/.test(head),
  maxBytes: 2 ** 40,
  open,
};

function open(_path: string, emit: (component: Component) => void): RecordReader {
  let silent = 0;
  const reader = xmlStream({
    names: new Set(['HostProperties']),
    onRoot: (root) => {
      if (root.name !== 'NessusClientData_v2') throw new NotThisFormat('is no report of Nessus');
    },
    onElement: (properties) => {
      const component = componentOf(properties);
      if (component.identifiers?.length === 0) silent++;
      else emit(component);
    },
  });
  return {
    write: (text) => reader.write(text),
    end() {
      reader.end();
      if (silent === 0) return [];
      const message = `${silent === 1 ? '1 host has' : `${silent} hosts have`} no hardware address and no CPE name of hardware, so nothing could be compared`;
      return [{ code: 'no-identifier', message, weight: 'note' }];
    },
  };
}

function componentOf(properties: XmlElement): Component {
  const identifiers: Identifier[] = [];
  for (const tag of childrenOf(properties, 'tag')) {
    const name = tag.attributes.get('name') ?? '';
    const at = { line: tag.line, column: tag.column };
    if (name === 'mac-address') macsOf(tag.text, (value) => identifiers.push({ kind: 'mac', value, field: name, at }));
    else if (/^cpe(?:-\d+)?$/.test(name)) {
      const cpe = /^cpe:(?:\/h|2\.3:h):\S+/.exec(tag.text)?.[0];
      if (cpe) identifiers.push({ kind: 'cpe', value: cpe, field: name, at });
    }
  }
  const first = child(properties, 'tag') ?? properties;
  return {
    kind: 'device',
    name: deviceName('', '', identifiers),
    identifiers,
    at: { line: first.line, column: first.column },
  };
}
