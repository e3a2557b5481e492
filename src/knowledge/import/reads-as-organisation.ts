import { readOrganisation } from '../../identity/organisation.ts';

/** Words that stand in names of organisations and hardly in names of people, beside the forms and trades that identity/ knows. */
// biome-ignore format: a table
const words: ReadonlySet<string> = new Set([
  'academy', 'administration', 'agency', 'airline', 'airlines', 'airport', 'airways', 'alloys', 'arsenal', 'association', 'authority', 'aviation', 'bank', 'base', 'board', 'brigade', 'bureau', 'business', 'cargo', 'center', 'centre',
  'chemical', 'chemicals', 'club', 'college', 'command', 'commission', 'committee', 'company', 'complex', 'concern', 'construction', 'cooperative', 'corps', 'council', 'department', 'directorate', 'dynamics', 'establishment', 'exchange',
  'exports', 'express', 'factory', 'federation', 'finance', 'forces', 'forwarding', 'foundation', 'freight', 'front', 'fund', 'garage', 'gas', 'guard', 'hospital', 'hotel', 'imports', 'insurance', 'institute', 'institution', 'integrated',
  'laboratory', 'library', 'limited', 'lines', 'machinery', 'market', 'materials', 'metals', 'military', 'mill', 'mills', 'mine', 'mines', 'mining', 'ministry', 'motors', 'movement', 'museum', 'national', 'navy', 'nuclear', 'office', 'oil',
  'organisation', 'organization', 'parts', 'party', 'petroleum', 'pharmaceutical', 'pharmaceuticals', 'plant', 'police', 'port', 'press', 'prison', 'project', 'public', 'railway', 'railways', 'regiment', 'republic', 'resources', 'school',
  'shipping', 'shipyard', 'society', 'squad', 'state', 'station', 'steel', 'store', 'supermarket', 'supplies', 'supply', 'syndicate', 'tankers', 'textile', 'textiles', 'tools', 'traders', 'transport', 'transportation', 'travel', 'troops',
  'trust', 'union', 'unit', 'university', 'ventures', 'warehouse', 'weapons', 'works', 'workshop', 'zavod', 'zone', 'aerospace', 'automation', 'biotech', 'biotechnology', 'circuits', 'controls', 'defence', 'defense', 'genomics', 'marine',
  'microsystems', 'navigation', 'space', 'supercomputer', 'supercomputing', 'tech', 'banco', 'compania', 'empresa', 'fabrika', 'fundacion', 'instituto', 'ministerio', 'nii', 'okb', 'predpriyatie', 'universidad', 'universität', 'université',
]);

/**
 * True where a name reads as that of an organisation: a legal form, a trade or a kind of institution, figures, capitals without a vowel,
 * or letters that have no case. Asked only where a list does not say what its rows are, so that no person gets in: a name of two to
 * five plain words is taken for one.
 */
export function readsAsOrganisation(name: string): boolean {
  const read = readOrganisation(name);
  if (read.isGeneric || read.fillers.length > 0 || read.lines.length > 0 || read.places.length > 0) return true;
  const all = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (all.length === 1 && !/,/.test(name)) return true;
  // A legal form was taken off.
  if (read.whole.length > read.words.join('').length) return true;
  if (/[\d&+/@]/.test(name) || all.some((word) => words.has(word))) return true;
  if (/[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]{5,}/u.test(name)) return true;
  return (name.match(/(?<!\p{L})\p{Lu}{2,6}(?!\p{L})/gu) ?? []).some((word) => !/[AEIOUY]/.test(word));
}
