// The rules of an offer: when its notices go out, and what its clauses add.
import type { NoticeRule, RenewalRules } from './schema.ts';
import { withTranslations } from './translations.ts';

/** How long before or after its moment each notice of a rule goes out; an empty text for the moment itself. */
export function periodsOf(when: NoticeRule['when']): string[] {
  return 'leads' in when ? when.leads : 'waits' in when ? when.waits : [''];
}

/** Rules, together with those of more clauses. A rule replaces an earlier one that has the same id. */
export function withRules<Rules extends RenewalRules>(rules: Rules, more: RenewalRules = {}): Rules {
  const merged = <Rule extends { id: string }>(before: Rule[] = [], after: Rule[] = []) => [
    ...before.filter(({ id }) => !after.some((rule) => rule.id === id)),
    ...after,
  ];
  const gates = merged(rules.gates, more.gates);
  const deadlines = merged(rules.deadlines, more.deadlines);
  const extension = more.extension ?? rules.extension;
  const duration = more.duration ?? rules.duration;
  const translations = withTranslations(rules.translations, more.translations);
  return {
    ...rules,
    ...(gates.length > 0 && { gates }),
    ...(deadlines.length > 0 && { deadlines }),
    ...(extension && { extension }),
    ...(duration && { duration }),
    ...(translations && { translations }),
  };
}
