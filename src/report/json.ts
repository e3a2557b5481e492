import type { Renderer, Report, ReportComponent } from '../model/report.ts';
import { indentedJson, jsonArray } from './writing/json-text.ts';

/** Facts are for the CycloneDX output; the schema does not have them. */
function* withoutFacts(components: Iterable<ReportComponent>): Iterable<ReportComponent> {
  for (const { facts: _, ...component } of components) yield component;
}

const heads = [
  'schemaVersion', 'tool', 'knowledge', 'policy', 'target', 'complete', 'exitCode', 'summary',
] as const satisfies readonly (keyof Report)[]; // biome-ignore format: a list
const lists = ['inputs', 'findings', 'problems', 'components'] as const satisfies readonly (keyof Report)[];

/** The report itself: fields in the order of its schema, one finding a line, so that it can be searched and compared by line. */
export const jsonRenderer: Renderer = {
  id: 'json',
  title: 'JSON report (schemaVersion 1)',
  *render(report) {
    let before = '{\n';
    for (const key of heads) {
      yield `${before}  "${key}": ${indentedJson(report[key], '  ')}`;
      before = ',\n';
    }
    for (const key of lists) {
      const values = report[key];
      if (values === undefined) continue;
      yield `,\n  "${key}": `;
      yield* jsonArray(key === 'components' ? withoutFacts(report.components ?? []) : values, '  ');
    }
    yield '\n}\n';
  },
};
