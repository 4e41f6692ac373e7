// The Spanish words about dates that count: one that moved after it was told, and the deadlines that clauses set.

import type { PlannedDeadline } from '../../../../agreements/model/obligations.ts';
import type { LocalDate } from '../../../../agreements/time/calendar.ts';
import { daysBetween, shiftDate } from '../../../../agreements/time/calendar.ts';
import type { Letter, Section } from '../../content/content.ts';
import { capitalized, daysUntil, deadlineOf, type Facts, sentence } from '../facts.ts';
import { countOf, longDay, shortDay, timeLeft } from './phrases.ts';
import { given } from './sections.ts';

/** A day that was told before is another one now. */
export function correction(facts: Facts): Letter {
  const { agency, product, about, ending, lastDay, daysLeft, midnightAfter } = facts;
  const ofFeatures = about?.event === 'features-end';
  const change = ofFeatures ? `el último día con ${ending} es el` : 'el período de vigencia termina el';
  const ends = ofFeatures
    ? `${agency} tiene ahora ${ending} hasta`
    : `El período de vigencia de ${product} para ${agency} termina ahora a`;
  return {
    subject: `${product}, nueva fecha: ${change} ${shortDay(lastDay)}`,
    lead: [
      `${ends} ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
      'La fecha de los avisos anteriores ya no es válida. Informe a su personal y guíese por la nueva.',
    ],
    sections: [
      ...(about?.was ? [whatChanged(shiftDate(about.was, '-P1D'), lastDay)] : []),
      {
        heading: 'Qué debe hacer',
        steps: [
          'Reenvíe este aviso a todas las personas que planifican según esta fecha.',
          'Abra el archivo de calendario que acompaña este mensaje. Cambia la fecha en su calendario.',
          'Responda si la nueva fecha no es la que esperaba.',
        ],
      },
    ],
  };
}

function whatChanged(before: LocalDate, lastDay: LocalDate): Section {
  const days = daysBetween(before, lastDay);
  return {
    heading: 'Qué cambió',
    list: [
      `Último día hasta ahora: ${longDay(before)}. Ya no es válido.`,
      `Nuevo último día: ${longDay(lastDay)}. Es ${countOf(Math.abs(days), 'day')} ${days < 0 ? 'antes' : 'después'}.`,
    ],
  };
}

/** Something has to be done before its day. */
export function deadline(facts: Facts): Letter {
  const { agency, product, brief, today, lastDay, byLink } = facts;
  const known = deadlineOf(facts);
  const { clause, ifMissed, safeDay } = known;
  const isSafe = daysUntil(today, safeDay) >= 1;
  const byThen = isSafe ? `a más tardar el ${longDay(safeDay)}` : 'hoy mismo';
  const { title, task, below } = taskOf(facts);
  return {
    subject: `${product}, ${isSafe ? `a más tardar el ${shortDay(safeDay)}` : 'hoy'}: ${title}`,
    lead: [
      `${agency} tiene una fecha límite para ${product}${task} El último día es el ${longDay(lastDay)}.`,
      `${below.length > 0 ? `Haga ${byThen} lo que se pide abajo` : `Hágalo ${byThen}`} y responda cuando esté hecho. ${isSafe ? timeLeft(daysUntil(today, safeDay)) : ''}`.trim(),
    ],
    sections: [
      ...below,
      ...whyEarlier(known, isSafe),
      ...whereItComesFrom(known),
      ...given('Si no se cumple', [ifMissed], facts),
      {
        heading: 'Qué debe hacer',
        steps: [
          `Hágalo ${byThen}, como se pide en ${clause}.`,
          replyWhenDone(byLink),
          ...(brief.decision ? [] : ['Responda si, en cambio, su agencia decide no renovar.']),
        ],
      },
    ],
  };
}

/** What is to be done, in Spanish if there is Spanish for it; else by its clause, and in English below. */
function taskOf(facts: Facts): { title: string; task: string; below: Section[] } {
  const { text, title = text, clause } = deadlineOf(facts);
  const { said } = facts;
  return said(text) === text
    ? {
        title: `fecha límite según ${clause}`,
        task: `, según ${clause}.`,
        below: given('Qué se pide', [text], facts),
      }
    : { title: said(title), task: `. ${sentence(said(text))}`, below: [] };
}

/** What the link confirms is another thing. */
function replyWhenDone(byLink: boolean): string {
  const reply = 'Responda cuando esté hecho: qué día se hizo y dónde consta por escrito.';
  return byLink ? `${reply} Confirmar que recibió este mensaje no lo registra.` : reply;
}

/** The deadline has passed, and nothing says that it was met. */
export function deadlineMissed(facts: Facts): Letter {
  const { agency, product, lastDay } = facts;
  const known = deadlineOf(facts);
  const { said } = facts;
  const { text, title = `según ${known.clause}` } = known;
  return {
    subject: `${product}: una fecha límite venció el ${shortDay(lastDay)} y no consta su cumplimiento`,
    lead: [
      `${agency} tenía una fecha límite para ${product} (${said(title)}). Venció el ${longDay(lastDay)} y no consta que se haya cumplido.`,
      'Responda de inmediato si se cumplió a tiempo: qué día se hizo y dónde consta por escrito.',
    ],
    sections: [
      ...given('Qué se pedía', [text], facts),
      ...given('Qué consecuencias tiene', [known.ifMissed], facts),
      ...whereItComesFrom(known),
      {
        heading: 'Qué debe hacer',
        steps: [
          'Averigüe si se hizo a tiempo.',
          'Si se hizo, responda de inmediato: qué día se hizo y dónde consta por escrito.',
          'Si no se hizo, pregunte a su oficial de contrataciones qué es posible todavía.',
        ],
      },
    ],
  };
}

/** The day by which to do it is a business day; the last day that the clause leaves need not be one. */
function whyEarlier({ lastDay, safeDay }: PlannedDeadline, isSafe: boolean): Section[] {
  if (safeDay === lastDay) return [];
  const closed = `El último día, ${longDay(lastDay)}, las oficinas están cerradas.`;
  const before = `El último día hábil anterior ${isSafe ? 'es' : 'fue'} el ${longDay(safeDay)}.`;
  return [{ heading: 'Por qué no el último día', paragraphs: [`${closed} ${before}`] }];
}

function whereItComesFrom({ clause, termEndsOn }: PlannedDeadline): Section[] {
  const counted = `Se cuenta hacia atrás desde el último día del período de vigencia: ${longDay(shiftDate(termEndsOn, '-P1D'))}.`;
  return [{ heading: 'De dónde viene esta fecha límite', paragraphs: [`${capitalized(clause)}.`, counted] }];
}
