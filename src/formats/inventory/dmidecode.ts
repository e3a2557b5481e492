/**
 * dmidecode. Documentation: dmidecode(8), SMBIOS reference. Surprising: a manufacturer stands in many blocks; only that of System
 * Information is the maker of the computer, that of the BIOS is of firmware, and memory and processors have their own.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { cellValue } from './cell-value.ts';
import { hardwareComponent, type Said } from './hardware-component.ts';
import { outputLines } from './output-lines.ts';

/** Reads the computer, and its boards, processors, memory modules, batteries and power supplies as its parts. */
export const dmidecode: DocumentFormat = {
  id: 'inventory/dmidecode',
  title: 'dmidecode output',
  files: ['dmidecode*.txt', 'dmidecode*.out', 'dmidecode*.log', 'dmidecode'],
  mayBe: ['*.txt'],
  recognise: (head) => /^# dmidecode \d/m.test(head) || /^Handle 0x[0-9A-F]{4}, DMI type \d+/m.test(head),
  parse,
};

interface Block {
  readonly type: number;
  readonly line: number;
  readonly fields: Map<string, Said>;
}

/** Part blocks by DMI type: what the part is called and which fields name its maker and model. */
const parts: ReadonlyMap<number, { readonly name: string; readonly model: string; readonly maker?: string }> = new Map([
  [2, { name: 'board', model: 'Product Name' }],
  [4, { name: 'processor', model: 'Version' }],
  [17, { name: 'memory', model: 'Part Number' }],
  [22, { name: 'battery', model: 'Name' }],
  [39, { name: 'power supply', model: 'Model Part Number' }],
]);

function parse(input: DocumentInput): DocumentResult {
  const blocks = blocksOf(input.text);
  const components: Component[] = [];
  const problems: Problem[] = [];
  const system = blocks.find(({ type }) => type === 1);
  if (system) {
    const computer = systemOf(system);
    components.push(computer);
    if (!system.fields.has('Manufacturer') && !system.fields.has('Product Name'))
      problems.push({
        code: 'missing-field',
        line: system.line,
        message: 'the System Information has neither Manufacturer nor Product Name',
        weight: 'lost',
      });
    else if (computer.identifiers?.length === 0)
      problems.push({
        code: 'no-identifier',
        line: system.line,
        message: 'the System Information holds fillers only, so the computer could not be compared',
        weight: 'note',
      });
  }
  const systemMaker = cellValue(system?.fields.get('Manufacturer')?.text ?? '').toLowerCase();
  for (const block of blocks) {
    const part = parts.get(block.type);
    const maker = block.fields.get('Manufacturer');
    const model = part && block.fields.get(part.model);
    if (!part || (cellValue(maker?.text ?? '') === '' && cellValue(model?.text ?? '') === '')) continue;
    // A laptop's own board says nothing new.
    if (block.type === 2 && cellValue(maker?.text ?? '').toLowerCase() === systemMaker) continue;
    components.push(
      hardwareComponent({ maker, model, at: { line: block.line, column: 1 }, part: { name: part.name } }),
    );
  }
  if (!system && components.length === 0)
    throw new UnreadableInput(
      'wrong-shape',
      'has no System Information: dmidecode found no SMBIOS, or ran without rights',
      { line: 1 },
    );
  return { components, problems };
}

/** Lenovo writes the readable model into the version. */
function systemOf({ fields, line }: Block): Component {
  const maker = fields.get('Manufacturer');
  return hardwareComponent({
    maker,
    model: fields.get('Product Name'),
    otherModel: /lenovo/i.test(maker?.text ?? '') ? fields.get('Version') : undefined,
    at: { line, column: 1 },
  });
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const { text: content, line } of outputLines(text)) {
    const handle = /^Handle 0x[0-9A-F]+, DMI type (\d{1,3})\b/i.exec(content);
    if (handle) {
      open = { type: Number(handle[1]), line, fields: new Map() };
      blocks.push(open);
      continue;
    }
    const field = /^\s+([A-Z][^:]{0,60}): +(\S.*)$/.exec(content);
    if (!open || !field) continue;
    const [, name = '', value = ''] = field;
    if (!open.fields.has(name))
      open.fields.set(name, { text: value, field: name, at: { line, column: content.length - value.length + 1 } });
  }
  return blocks;
}
