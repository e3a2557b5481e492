import type { Policy, Waiver } from '../model/policy.ts';
import type { Finding } from '../model/report.ts';
import type { Warning } from './decide.ts';
import type { CompileGlob } from './judge.ts';

type Waivable = Pick<Finding, 'id' | 'entity' | 'component' | 'evidence'>;

interface Prepared {
  readonly waiver: Waiver;
  readonly holds: (finding: Waivable, names: () => readonly string[]) => boolean;
  readonly life: 'live' | 'expired' | 'malformed' | 'bare';
  used: number;
}

export interface WaiverBook {
  /** The waiver that accepts the finding; `void` when only one that no longer holds would. */
  readonly check: (finding: Waivable) => Waiver | 'void' | undefined;
  /** After all findings: what is expired, malformed or unused. */
  readonly warnings: () => readonly Warning[];
}

/**
 * Waivers of a policy on its day. `expires` is the last day one holds; a date that is none counts as over. One that is over is
 * void and named, with the number of findings it no longer covers.
 */
export function openWaivers(policy: Policy, compileGlob: CompileGlob): WaiverBook {
  const prepared = policy.waivers.map(
    (waiver): Prepared => ({
      waiver,
      holds: selector(waiver, compileGlob),
      life: lifeOf(waiver, policy.asOf),
      used: 0,
    }),
  );
  return {
    check(finding) {
      let answer: Waiver | 'void' | undefined;
      let known: readonly string[] | undefined;
      const names = (): readonly string[] => {
        known ??= namesOf(finding.component);
        return known;
      };
      for (const entry of prepared) {
        if (entry.life === 'bare' || !entry.holds(finding, names)) continue;
        // Counted for every waiver that fits, so that a second one over the same finding is not called unused.
        entry.used += 1;
        if (entry.life !== 'live') answer ??= 'void';
        else if (answer === undefined || answer === 'void') answer = entry.waiver;
      }
      return answer;
    },
    warnings: () => prepared.flatMap(warningsOf),
  };
}

function selector({ finding, entity, component, path }: Waiver, compileGlob: CompileGlob): Prepared['holds'] {
  const byComponent = component === undefined ? undefined : compileGlob(component);
  const byPath = path === undefined ? undefined : compileGlob(path);
  return (about, names) =>
    (finding === undefined || finding === about.id) &&
    (entity === undefined || entity === about.entity?.id) &&
    (byPath === undefined || about.evidence.some((seen) => byPath(seen.path))) &&
    (byComponent === undefined || names().some(byComponent));
}

/** What a component glob is compared with: name, and purl with and without version, as written and with `%40` as `@`. */
function namesOf({ name, purl }: Finding['component']): readonly string[] {
  if (purl === undefined) return [name];
  const bare = /^[^@?#]*/.exec(purl.replaceAll('%40', '\u0000'))?.[0] ?? purl;
  return [name, purl, purl.replaceAll('%40', '@'), bare.replaceAll('\u0000', '@'), bare.replaceAll('\u0000', '%40')];
}

function lifeOf(waiver: Waiver, day: string): Prepared['life'] {
  const { finding, entity, component, path, expires } = waiver;
  if ([finding, entity, component, path].every((part) => part === undefined)) return 'bare';
  if (expires === undefined) return 'live';
  if (!isDay(expires)) return 'malformed';
  return day > expires ? 'expired' : 'live';
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function warningsOf({ waiver, life, used }: Prepared): readonly Warning[] {
  const { where, expires } = waiver;
  const over =
    used === 0 ? 'it would cover nothing' : `${used} ${used === 1 ? 'finding counts' : 'findings count'} again`;
  if (life === 'bare')
    return [
      {
        code: 'waiver-without-selector',
        message: 'waiver names no finding, entity, component or path; it is void',
        where,
      },
    ];
  if (life === 'malformed') {
    return [
      {
        code: 'waiver-date-malformed',
        message: `waiver's expiry "${expires}" is no date (YYYY-MM-DD) and counts as expired; ${over}`,
        where,
      },
    ];
  }
  if (life === 'expired')
    return [{ code: 'waiver-expired', message: `waiver expired on ${expires} and is void; ${over}`, where }];
  return used === 0 ? [{ code: 'waiver-unused', message: 'waiver matches no finding', where }] : [];
}
