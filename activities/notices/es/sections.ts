// Parts that several notices of the Spanish edition share, and what stands around each.
import { shiftDate } from '../../../agreements/calendar.ts';
import type { Role } from '../../../agreements/offer.ts';
import type { Frame } from '../edition.ts';
import { type Facts, stayingNames } from '../facts.ts';
import type { Section } from '../wording.ts';
import { listed, longDay } from './phrases.ts';

/** Texts of the offer or of a clause, which there are in English only; nothing if it has none. */
export function inEnglish(heading: string, list: string[]): Section[] {
  if (list.length === 0) return [];
  return [{ heading, paragraphs: ['Este texto solo existe en inglés:'], list, listLanguage: 'en' }];
}

export function whatYouHave({ brief, termLastDay }: Facts): Section {
  return {
    heading: 'Lo que tiene su agencia y hasta cuándo',
    list: brief.features.map(({ name, ends }) =>
      ends
        ? `${name}: hasta el ${longDay(shiftDate(ends.on, '-P1D'))} inclusive`
        : `${name}: todo el período de vigencia, hasta el ${longDay(termLastDay)} inclusive`,
    ),
  };
}

export function whatStays(facts: Facts): Section {
  const heading = 'Lo que no cambia';
  const staying = stayingNames(facts);
  const until = `hasta el ${longDay(facts.termLastDay)} inclusive`;
  return staying.length
    ? { heading, paragraphs: [`Su agencia conserva, ${until}:`], list: staying }
    : { heading, paragraphs: [`Todo lo demás sigue igual, ${until}.`] };
}

/** Why it happened, and the reason given; nothing if neither is known. */
export function why(reason: string | undefined, cause?: string): Section[] {
  const paragraphs = [...(cause ? [cause] : []), ...reasonGiven(reason)];
  return paragraphs.length ? [{ heading: 'Por qué', paragraphs }] : [];
}

export function theDecision({ brief: { decision }, dayOf }: Facts): Section[] {
  if (!decision) return [];
  const recorded = `La registró ${decision.by} el ${dayOf(decision.at)}.`;
  const goesOn =
    decision.kind === 'decline' && decision.to
      ? [`Su agencia continúa con otra oferta (${decision.to}).`]
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
      'El último día cuenta completo: lo que termina, termina a la medianoche al final de ese día.',
    ],
  }),

  whoGotIt: (recipients) => {
    const heading = 'Quién recibió este aviso';
    const list = recipients.map(({ name, email, roles }) =>
      roles.length ? `${name || email} (${listed(roles.map((role) => roleNames[role]))})` : name || email,
    );
    return list.length === 1
      ? { heading, list, paragraphs: ['Reenvíelo a quien más deba saberlo.'] }
      : { heading, list };
  },

  questions: {
    heading: 'Preguntas',
    paragraphs: ['Responda a este mensaje. Su respuesta llega a las personas que administran este programa.'],
  },

  answer: {
    accept: 'Lea las condiciones y responda',
    decide: 'Indique si su agencia renueva o no',
    trained: 'Registre las capacitaciones completadas',
    acknowledge: 'Confirme que recibió este mensaje',
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
        ? 'Esta fecha ya no es válida. Abra el archivo de calendario que acompaña este mensaje: la quita de su calendario.'
        : 'Estas fechas ya no son válidas. Abra los archivos de calendario que acompañan este mensaje: las quitan de su calendario.',
    ],
    list: days,
  }),

  lastDayOf: (what) => `Último día: ${what}`,
  lastDayToAccept: (product) => `Último día para aceptar las condiciones: ${product}`,
  doByToday: (text, product) => `Fecha límite, hoy: ${text} (${product})`,
};
