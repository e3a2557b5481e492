import type { Attribution, ChainStep } from '../model/match.ts';

const verbs: Readonly<Record<ChainStep['kind'], string>> = {
  parent: 'is the parent of',
  majority: 'holds a majority of',
  minority: 'holds a share of',
  'joint-venture': 'shares in the joint venture',
  former: 'was an owner of',
  'brand-licence': 'lends its name to',
  'state-control': 'controls by public right',
};

/**
 * The chain from the listed entity to the matched one, with shares and dates, and the test that was asked:
 * `Hikvision 41.55 % of X since 2017 (test: 50 percent or more in total; 58.1 % together with Dahua)`.
 */
export function chainInWords(through: Attribution): string {
  const chain = through.chain.map(stepInWords).join(', ') || (through.listedName ?? through.listedEntity);
  const result = through.verdict === 'yes' ? '' : `; ${resultInWords(through.verdict)}`;
  const contested = through.contested === true ? '; control is contested' : '';
  return `${chain} (test: ${through.test}${sumInWords(through.sum)}${result}${contested})`;
}

function sumInWords(sum: Attribution['sum']): string {
  if (sum === undefined) return '';
  const share = `${Number(sum.percent.toFixed(2))} %`;
  return sum.others.length === 0 ? `; ${share} by several chains` : `; ${share} together with ${sum.others.join(', ')}`;
}

function stepInWords({ kind, percent, votes, since, until, ...names }: ChainStep): string {
  const owner = names.ownerName ?? names.owner;
  const owned = names.ownedName ?? names.owned;
  const share = percent === undefined ? verbs[kind] : `${percent} % of`;
  const voting = votes === undefined || votes === percent ? '' : ` (${votes} % of votes)`;
  return `${owner} ${share} ${owned}${voting}${period(since, until)}`;
}

function period(since: string | undefined, until: string | undefined): string {
  if (since === undefined) return until === undefined ? '' : ` until ${until}`;
  return until === undefined ? ` since ${since}` : ` from ${since} until ${until}`;
}

function resultInWords(verdict: Exclude<Attribution['verdict'], 'yes'>): string {
  if (verdict === 'unknown') return 'result not known';
  return verdict === 'former' ? 'over' : 'agreed, not completed';
}
