// Parts that several notices of the Spanish edition share, and what stands around each.
import type { Feature } from '../../../../agreements/model/dates.ts';
import type { Role } from '../../../../agreements/offer/roles.ts';
import { shiftDate } from '../../../../agreements/time/calendar.ts';
import type { Section } from '../../content/content.ts';
import type { Frame } from '../edition.ts';
import { capitalized, type Facts, sentence, staying } from '../facts.ts';
import { listed, longDay } from './phrases.ts';

/** Texts of the offer or of a clause, in English unless there is Spanish for each; nothing if it has none. */
export function given(heading: string, list: string[], { said }: Facts): Section[] {
  if (list.length === 0) return [];
  if (list.every((text) => said(text) !== text)) return [{ heading, list: list.map(said) }];
  return [{ heading, paragraphs: ['Este texto solo existe en inglés:'], list, listLanguage: 'en' }];
}

export function whatYouHave(facts: Facts): Section {
  return { heading: 'Lo que tiene su agencia y hasta cuándo', list: untilWhen(facts.brief.features, facts) };
}

/** Each feature, and its last day. */
export function untilWhen(features: Feature[], { said, termLastDay }: Facts): string[] {
  return features.map(({ name, ends }) =>
    ends
      ? `${capitalized(said(name))}: hasta el ${longDay(shiftDate(ends.on, '-P1D'))} inclusive`
      : `${capitalized(said(name))}: todo el período de vigencia, hasta el ${longDay(termLastDay)} inclusive`,
  );
}

export function whatStays(facts: Facts): Section {
  const heading = 'Lo que no cambia';
  const list = untilWhen(staying(facts), facts);
  return list.length
    ? { heading, list }
    : {
        heading,
        paragraphs: [`Todo lo demás sigue igual, hasta el ${longDay(facts.termLastDay)} inclusive.`],
      };
}

/** Why it happened, and the reason given; nothing if neither is known. */
export function why(reason: string | undefined, cause?: string): Section[] {
  const paragraphs = [...(cause ? [cause] : []), ...reasonGiven(reason)];
  return paragraphs.length ? [{ heading: 'Por qué', paragraphs }] : [];
}

export function theDecision({ brief: { decision }, dayOf, offerNamed }: Facts): Section[] {
  if (!decision) return [];
  const recorded = `La registró ${decision.by} el ${dayOf(decision.at)}.`;
  const goesOn =
    decision.kind === 'decline' && decision.to
      ? [`Su agencia continúa con otra oferta: ${offerNamed(decision.to)}.`]
      : [];
  return [{ heading: 'La decisión', paragraphs: [recorded, ...goesOn, ...reasonGiven(decision.reason)] }];
}

function reasonGiven(reason: string | undefined): string[] {
  return reason ? [`Motivo indicado: ${reason}`] : [];
}

export function accountsAreOff(): Section {
  return {
    heading: 'Qué pasa con las cuentas',
    paragraphs: [
      'Las cuentas creadas para este acuerdo se desactivan, pero no se eliminan. Las que otro acuerdo todavía necesita siguen activas.',
      'Responda a este mensaje si necesita algo que está en ellas.',
    ],
  };
}

/** What somebody sees to. */
const roleNames: Record<Role, string> = {
  owner: 'responsable',
  contracting: 'contrataciones',
  technical: 'asuntos técnicos',
  executive: 'dirección',
};

export const frame: Frame = {
  rehearsalMark: '[Ensayo]',
  rehearsalBanner: 'Esto es un ensayo. Nada cambia para su agencia.',

  aboutThis: ({ brief, agency, product, zone, today }) => ({
    heading: 'Sobre este aviso',
    paragraphs: [
      `Trata de ${product} (${brief.vendor}) para ${agency} (${brief.agency.id}).`,
      `Los días y las horas son los del lugar donde está la agencia (${zone}). «Hoy» es el ${longDay(today)}.`,
    ],
  }),

  whoGotIt: ({ whoGot, operatorsToo }) => ({
    heading: 'Quién recibe este aviso',
    list: [
      ...whoGot.map(({ name, email, roles }) =>
        roles.length ? `${name || email} (${listed(roles.map((role) => roleNames[role]))})` : name || email,
      ),
      ...(operatorsToo ? ['Las personas que administran este programa'] : []),
    ],
  }),

  questions: ({ askAt }) => ({
    heading: 'Preguntas',
    paragraphs: [
      `Responda a este mensaje${askAt ? ` o escriba a ${askAt}` : ''}. Su mensaje llega a las personas que administran este programa.`,
    ],
  }),

  answer: {
    accept: 'Lea las condiciones y responda',
    decide: 'Indique si su agencia renueva o no',
    trained: 'Registre las capacitaciones completadas',
    acknowledge: 'Confirme que recibió este mensaje',
    name: 'Indique quién se hará cargo',
    several: 'Abra la página de su acuerdo',
  },
  linkNote: (through, forwarding) =>
    `Este enlace es solo para usted y funciona hasta el ${longDay(through)} inclusive. ${forwarding === 'keep' ? 'No lo reenvíe.' : 'Quítelo antes de reenviar este mensaje.'} También puede responder a este mensaje.`,

  andMore: (subject, count) => `${subject} (y ${count} ${count === 1 ? 'aviso' : 'avisos'} más)`,
  together: (count, { agency, product }) =>
    `Hay ${count} avisos sobre ${product} para ${agency}; el más urgente va primero:`,
  inThisMessage: 'En este mensaje',

  sessions: (sessions) => ({
    heading: 'Sesiones con fecha',
    paragraphs: [
      'Cada una tiene un archivo de calendario en este mensaje. Abra los de las sesiones que le convengan. Las horas son las de la zona horaria que se indica.',
    ],
    list: sessions,
  }),

  takenOut: (days) => ({
    heading: 'Su calendario',
    paragraphs: [
      days.length === 1
        ? 'Esta fecha ya no es válida. Abra el archivo de calendario que acompaña este mensaje: la quita de su calendario. Si sigue ahí, bórrela.'
        : 'Estas fechas ya no son válidas. Abra los archivos de calendario que acompañan este mensaje: las quitan de su calendario. Si alguna sigue ahí, bórrela.',
    ],
    list: days,
  }),

  lastDayOf: (what) => `Último día: ${what}`,
  lastDayToAccept: (product) => `Último día para aceptar las condiciones: ${product}`,
  deadlineFor: (what, product) => `Fecha límite: ${what} (${product})`,

  dayNote: (about, { agency, product, ending, zone, said }) => {
    const until = `hasta la medianoche al final de este día (${zone})`;
    if (about.deadline) {
      const { text, clause, lastDay } = about.deadline;
      return `${agency}, ${product}. ${sentence(said(text))} Se pide en ${clause}. El último día es el ${longDay(lastDay)}.`;
    }
    if (about.event === 'acceptance')
      return `${agency} puede aceptar las condiciones de ${product} ${until}.`;
    if (about.event === 'term-end')
      return `El período de vigencia de ${product} para ${agency} dura ${until}.`;
    return `${agency} tiene ${ending} en ${product} ${until}.`;
  },
  sessionNote: ({ agency, product }) => `Una capacitación sobre ${product} para ${agency}.`,
};
