// The Spanish words about a term that ends: whether to renew, and what became of it.

import type { Letter, Section } from '../../content/content.ts';
import { type Ending, endingOf } from '../edition.ts';
import type { Facts } from '../facts.ts';
import { countdown, longDay, shortDay, spokenPeriod, spokenPrice, timeLeft } from './phrases.ts';
import { accountsAreOff, given, untilWhen, why } from './sections.ts';

export function renewal(facts: Facts): Letter {
  const { product, brief, daysLeft, byLink, graceLastDay } = facts;
  const past = daysLeft < 1;
  const holdings = untilWhen(brief.features, facts);
  const decide = `Decida ${past ? 'ahora' : 'a más tardar ese día'} si su agencia renueva o no`;
  return {
    subject: past
      ? `${product}: el período de vigencia terminó y no consta ninguna decisión`
      : `${product}: ${countdown(daysLeft, graceLastDay ? 'de este período de vigencia' : 'para decidir sobre la renovación')}`,
    lead: [
      termEnds(facts),
      byLink
        ? `${decide}, e indíquelo con el enlace de este mensaje o respondiendo a él.`
        : `${decide}, y responda con su decisión.`,
    ],
    sections: [
      ifNot('Si nadie decide', facts),
      ...whatItCosts(facts),
      {
        heading: 'Qué debe hacer',
        steps: [
          `Pregunte a las personas que usan ${product} para qué lo necesitan.`,
          'Pregunte a su oficial de contrataciones qué se necesita para renovar y cuánto tiempo toma.',
          ...deciding(byLink),
        ],
      },
      ...given('Lo que se sabe sobre la renovación', brief.renewalRules, facts),
      ...(holdings.length ? [{ heading: 'Lo que su agencia tiene hoy', list: holdings }] : []),
      ...otherProducts(facts),
    ],
  };
}

function deciding(byLink: boolean): string[] {
  return [
    'Decida: renovar o no renovar. Las dos opciones son válidas.',
    byLink
      ? 'Indique la decisión con el enlace de este mensaje, o responda con ella y con el nombre de quien la tomó.'
      : 'Responda con la decisión y el nombre de quien la tomó.',
  ];
}

function whatItCosts({ brief: { term }, termLastDay }: Facts): Section[] {
  if (!term.price) return [];
  const now = `En este período de vigencia, hasta el ${longDay(termLastDay)} inclusive: ${spokenPrice(term.price)}`;
  const next = 'En un próximo período: lo que diga la orden de su agencia';
  return [{ heading: 'Cuánto cuesta', list: [now, next] }];
}

function otherProducts({ alternatives: list }: Facts): Section[] {
  const paragraphs = [
    'Este programa tiene también estas ofertas, en orden alfabético. Responda para saber cuáles puede tener su agencia.',
  ];
  return list.length > 0 ? [{ heading: 'Otros productos', paragraphs, list }] : [];
}

export function renewalAsked(facts: Facts): Letter {
  const { product, brief, daysLeft } = facts;
  return {
    subject:
      daysLeft < 1
        ? `${product}: el período de vigencia terminó y no consta ninguna renovación`
        : `${product}: ${countdown(daysLeft, 'para que conste la renovación')}`,
    lead: [
      termEnds(facts),
      'Su agencia pidió la renovación, pero todavía no consta. Pregunte a quien se encarga de ella qué falta.',
    ],
    sections: [
      ifNot('Si no consta ninguna renovación', facts),
      {
        heading: 'Qué debe hacer',
        steps: [
          'Pregunte a su oficial de contrataciones en qué punto está la renovación y qué falta todavía.',
          'Responda si necesita algo para ella, o si su agencia decidió otra cosa.',
          'Cuente con la renovación solo cuando un aviso diga que el acuerdo se renovó.',
        ],
      },
      ...given('Lo que se sabe sobre la renovación', brief.renewalRules, facts),
    ],
  };
}

function termEnds({ product, agency, lastDay, daysLeft, midnightAfter }: Facts): string {
  const ends = daysLeft < 1 ? 'terminó' : 'termina';
  return `El período de vigencia de ${product} para ${agency} ${ends} a ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`;
}

function ifNot(heading: string, { brief, lastDay, graceLastDay }: Facts): Section {
  return {
    heading,
    paragraphs: [
      graceLastDay
        ? `El acceso continúa durante ${spokenPeriod(brief.grace)} después de que termina el período de vigencia, hasta el ${longDay(graceLastDay)} inclusive. Luego termina.`
        : `El acceso termina con el período de vigencia. El último día con acceso es el ${longDay(lastDay)}.`,
      'El acuerdo no se renueva automáticamente.',
    ],
  };
}

export function accessEnded(facts: Facts): Letter {
  const { product, agency, brief, about, lastDay, today, midnightAfter } = facts;
  const ending = endingOf(facts);
  const when = about ? midnightAfter(lastDay) : `el ${longDay(today)}`;
  return {
    subject: `${product}: el acceso terminó`,
    lead: [
      `Su agencia, ${agency}, tuvo acceso a ${product} hasta ${when}.`,
      `Solo tiene que informar a su personal de que ya no puede usar ${product}.`,
    ],
    sections: [...why(brief.reason, ending && endings[ending]), accountsAreOff()],
  };
}

export function graceBegan({
  product,
  brief,
  lastDay,
  midnightAfter,
  byLink,
  graceLastDay = lastDay,
}: Facts): Letter {
  const stays = `El acceso continúa ${spokenPeriod(brief.grace)} más, hasta el ${longDay(graceLastDay)} inclusive.`;
  const ended = `El período de vigencia terminó a ${midnightAfter(lastDay)}`;
  return {
    subject: `${product}: el período de vigencia terminó; el acceso continúa hasta el ${shortDay(graceLastDay)}`,
    lead: brief.renewalAsked
      ? [
          `${ended}. Su agencia pidió la renovación, pero todavía no consta. ${stays}`,
          'Pregunte a quien se encarga de la renovación qué falta.',
        ]
      : [
          `${ended}, sin una decisión. ${stays}`,
          `Decida a más tardar ese día si su agencia renueva o no, ${byLink ? 'e indíquelo con el enlace de este mensaje o respondiendo a él' : 'y responda con su decisión'}.`,
        ],
    sections: [
      {
        heading: 'Qué debe hacer',
        steps: brief.renewalAsked
          ? [
              'Pregunte a su oficial de contrataciones en qué punto está la renovación y qué falta todavía.',
              'Responda si su agencia decidió otra cosa.',
            ]
          : deciding(byLink),
      },
    ],
  };
}

/** Why access ended. */
export const endings: Record<Ending, string> = {
  expired: 'El período de vigencia terminó y nadie había decidido renovar.',
  unrenewed: 'El período de vigencia terminó. Su agencia había pedido la renovación, pero no consta ninguna.',
  declined: 'Su agencia decidió no renovar y el período de vigencia terminó.',
  terminated: 'Se puso fin al acuerdo.',
  withdrawn: 'El acuerdo se retiró.',
};
