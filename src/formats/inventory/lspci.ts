/**
 * lspci: plain, `-nn`, `-n`, `-mm`, `-vmm`, each with or without numbers, and the first lines of `-v`. Documentation: lspci(8), "machine
 * readable output". Surprising: the subsystem names the maker of the board or the computer, not of the chip, and is passed over.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { hardwareComponent, type Said } from './hardware-component.ts';
import { countLines, type OutputLine, outputLines } from './output-lines.ts';
import { rowProblems } from './table-problems.ts';

const slot = /^(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7]\s/i;

/** Reads every PCI function as a part of the machine. */
export const lspci: DocumentFormat = {
  id: 'inventory/lspci',
  title: 'lspci output',
  files: ['lspci*.txt', 'lspci*.out', 'lspci*.log', 'lspci'],
  mayBe: ['*.txt'],
  recognise,
  parse,
};

function recognise(head: string): boolean {
  if (/^Slot:\t/m.test(head)) return /^Vendor:\t/m.test(head);
  const { hits, lines } = countLines(head, (line) => slot.test(line) || /^\s/.test(line));
  return lines > 0 && hits === lines && head.split('\n').some((line) => slot.test(line));
}

function parse(input: DocumentInput): DocumentResult {
  const lines = outputLines(input.text);
  const components: Component[] = [];
  const problems = rowProblems();
  if (/^Slot:\t/m.test(input.text)) readBlocks(lines, components, problems.add);
  else
    for (const line of lines) {
      if (line.text === '' || /^\s/.test(line.text)) continue;
      const component = slot.test(line.text) ? componentOfLine(line) : undefined;
      if (component) components.push(component);
      else problems.add({ code: 'syntax', line: line.line, message: 'a line is no PCI function', weight: 'lost' });
    }
  if (components.length === 0)
    throw new UnreadableInput('wrong-shape', 'lists no PCI function', { line: problems.all()[0]?.line });
  return { components, problems: problems.all() };
}

/** `Ethernet controller [0200]` as its text and its number. */
function numbered(text: string): { text: string; id: string | undefined } {
  const parts = /^(.*?)\s*\[([0-9a-f]{4})\]$/i.exec(text);
  return parts ? { text: parts[1] as string, id: (parts[2] as string).toLowerCase() } : { text, id: undefined };
}

function pciIdentifier(
  vendor: string | undefined,
  device: string | undefined,
  field: string,
  line: number,
  column: number,
): Identifier[] {
  if (vendor === undefined) return [];
  return [{ kind: 'pci', value: device === undefined ? vendor : `${vendor}:${device}`, field, at: { line, column } }];
}

function componentOfLine(line: OutputLine): Component | undefined {
  return line.text.includes('"') ? componentOfQuoted(line) : componentOfPlain(line);
}

/** `00:03.0 "Ethernet controller [0200]" "Intel Corporation [8086]" "Ethernet [15fb]" -r01 "" ""` */
function componentOfQuoted({ text, line }: OutputLine): Component | undefined {
  const fields: Said[] = [];
  const field = /"((?:[^"\\]|\\.)*)"/g;
  for (let found = field.exec(text); found && fields.length < 3; found = field.exec(text))
    fields.push({
      text: found[1],
      field: ['Class', 'Vendor', 'Device'][fields.length] as string,
      at: { line, column: found.index + 2 },
    });
  const [kind, vendor, device] = fields;
  if (!kind || !vendor || !device) return undefined;
  return pciComponent(kind, vendor, device, line);
}

function pciComponent(kind: Said, vendor: Said, device: Said, line: number): Component {
  const maker = numbered(vendor.text ?? '');
  const model = numbered(device.text ?? '');
  const column = vendor.at && 'line' in vendor.at ? (vendor.at.column ?? 1) : 1;
  const at = vendor.at && 'line' in vendor.at ? vendor.at.line : line;
  return hardwareComponent({
    maker: { ...vendor, text: bareId.test(maker.text) ? '' : maker.text },
    model: { ...device, text: bareId.test(model.text) ? '' : model.text },
    more: pciIdentifier(maker.id ?? idOf(maker.text), model.id ?? idOf(model.text), 'Vendor', at, column),
    category: { ...kind, text: numbered(kind.text ?? '').text },
    at: { line, column: 1 },
    part: {},
    label: `PCI ${maker.id ?? maker.text}:${model.id ?? model.text}`,
  });
}

/** `-n` prints numbers alone, and a device that the local list does not know is called `Device`. */
const bareId = /^(?:[0-9a-f]{4}|Device(?: [0-9a-f]{4})?|Vendor [0-9a-f]{4})?$/i;

function idOf(text: string): string | undefined {
  return /^(?:Device |Vendor )?([0-9a-f]{4})$/i.exec(text)?.[1]?.toLowerCase();
}

/** `00:03.0 Ethernet controller [0200]: Intel Corporation Ethernet [8086:15fb] (rev 01)`, or `00:03.0 0200: 8086:15fb`. */
function componentOfPlain({ text, line }: OutputLine): Component | undefined {
  const parts = /^\S+\s+(.+?): (.+?)(?: \(rev [0-9a-f]{2}\))?(?: \(prog-if [^)]*\))?$/i.exec(text);
  if (!parts) return undefined;
  const [, kind = '', rest = ''] = parts;
  const column = text.indexOf(rest, text.indexOf(': ')) + 1;
  const at = { line, column };
  const numbers = /^(?:(.*?)\s*\[)?([0-9a-f]{4}):([0-9a-f]{4})\]?$/i.exec(rest);
  const label = (numbers ? numbers[1] : rest) ?? '';
  return hardwareComponent({
    // Maker and model in one text, from the local list of ids: with the number beside it, only the number counts.
    model: numbers ? undefined : { text: label, field: 'Device', at },
    more: numbers ? pciIdentifier(numbers[2]?.toLowerCase(), numbers[3]?.toLowerCase(), 'id', line, column) : [],
    category: { text: numbered(kind).text, field: 'Class' },
    at: { line, column: 1 },
    part: {},
    label: label === '' ? `PCI ${numbers?.[2]}:${numbers?.[3]}` : label,
  });
}

/** `-vmm`: one block a function, a `Key:` with a tab before the value on each line. */
function readBlocks(lines: readonly OutputLine[], into: Component[], onProblem: (problem: Problem) => void): void {
  let block = new Map<string, Said>();
  let start = 1;
  const end = (): void => {
    const [kind, vendor, device] = [block.get('Class'), block.get('Vendor'), block.get('Device')];
    if (vendor && device) into.push(pciComponent(kind ?? { text: '', field: 'Class' }, vendor, device, start));
    else if (block.size > 0)
      onProblem({
        code: 'missing-field',
        line: start,
        message: 'a PCI function has no vendor or no device',
        weight: 'lost',
      });
    block = new Map();
  };
  for (const { text, line } of lines) {
    if (text === '') {
      end();
      continue;
    }
    if (block.size === 0) start = line;
    const parts = /^(\w+):\t(.*)$/.exec(text);
    if (parts)
      block.set(parts[1] as string, {
        text: parts[2] as string,
        field: parts[1] as string,
        at: { line, column: (parts[1] as string).length + 3 },
      });
    else if (!/^\w+:$/.test(text))
      onProblem({ code: 'syntax', line, message: 'a line is no field of a PCI function', weight: 'lost' });
  }
  end();
}
