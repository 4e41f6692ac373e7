// The Spanish words before an agreement begins, and about its people: terms, training, who takes over, fresh links.
import { daysBetween } from '../../../agreements/calendar.ts';
import type { Facts } from '../facts.ts';
import type { Letter, Section } from '../wording.ts';
import { countOf, longDay, shortDay, spokenPrice, timeLeft } from './phrases.ts';
import { inEnglish, why } from './sections.ts';

export function terms(facts: Facts): Letter {
  const { agency, product, brief, about, lastDay, daysLeft, midnightAfter } = facts;
  const by = about ? `, a más tardar en ${midnightAfter(lastDay)}` : '';
  return {
    subject: `${product}: ${about ? `acepte las condiciones a más tardar el ${shortDay(lastDay)}` : 'condiciones por aceptar'}`,
    lead: [
      `${agency} puede tener ${product}. Empieza cuando su agencia haya aceptado las condiciones${by}. ${about ? timeLeft(daysLeft) : ''}`.trim(),
      'Lea lo que incluye y acéptelo, o indique la persona de contacto que puede hacerlo.',
    ],
    sections: [
      whatIsOffered(facts),
      ...inEnglish(`A qué se compromete ${brief.vendor}`, brief.assurances),
      {
        heading: 'Qué debe hacer',
        steps: [
          'Averigüe quién acepta las condiciones en nombre de su agencia y consúltele.',
          'Elija el día en que debe empezar.',
          'Acepte, o responda que su agencia acepta, desde qué día y dónde consta por escrito.',
        ],
      },
      ...(about
        ? [
            {
              heading: 'Si nadie acepta',
              paragraphs: [
                `El acuerdo se retira después del ${longDay(lastDay)}. Hasta entonces no se habrá dado acceso, así que su agencia puede volver a pedirlo.`,
              ],
            },
          ]
        : []),
    ],
  };
}

export function whatIsOffered({ brief, termLastDay }: Facts): Section {
  const { term, features } = brief;
  return {
    heading: 'Qué tendría su agencia',
    list: [
      ...features.map(({ name, ends }) =>
        ends
          ? `${name}: durante los primeros ${countOf(daysBetween(term.startsOn, ends.on), 'day')}`
          : `${name}: todo el período de vigencia`,
      ),
      `Si empieza el ${longDay(term.startsOn)}, el período de vigencia dura hasta el ${longDay(termLastDay)} inclusive`,
      ...(term.price ? [`Precio en este período de vigencia: ${spokenPrice(term.price)}`] : []),
    ],
  };
}

export function withdrawn({ agency, product, brief, happenedOn }: Facts): Letter {
  return {
    subject: `${product}: el acuerdo fue retirado`,
    lead: [
      `El acuerdo sobre ${product} para ${agency} fue retirado el ${longDay(happenedOn)}, antes de que empezara el acceso.`,
      'No tiene que hacer nada. Responda si su agencia todavía lo desea.',
    ],
    sections: why(brief.reason, brief.lapsed && 'Nadie aceptó las condiciones a tiempo.'),
  };
}

export function trainingChanged({ agency, product, nextSession }: Facts): Letter {
  const next = nextSession ? `La próxima empieza el ${nextSession}.` : 'Por ahora no hay ninguna prevista.';
  return {
    subject: `${product}: cambiaron las sesiones de capacitación`,
    lead: [
      `Cambiaron las sesiones de capacitación sobre ${product} para ${agency}. ${next}`,
      'La lista de los avisos anteriores ya no es válida. Informe a quienes piensan participar.',
    ],
    sections: [
      {
        heading: 'Qué debe hacer',
        steps: [
          'Reenvíe este aviso a quienes piensan participar.',
          'Abra los archivos de calendario que acompañan este mensaje. Ponen su calendario al día.',
          'Responda si desea saber cómo inscribirse.',
        ],
      },
    ],
  };
}

export function trainingReminder({ agency, product, brief }: Facts): Letter {
  return {
    subject: `${product}: todavía puede tomar una capacitación`,
    lead: [
      `No consta que usted haya completado una capacitación sobre ${product} en ${agency}.`,
      'Participe en una o infórmenos si ya lo hizo. Este es el único recordatorio.',
    ],
    sections: [
      ...inEnglish('Qué se ofrece', brief.support),
      {
        heading: 'Qué debe hacer',
        steps: [
          'Elija lo que convenga a su trabajo.',
          'Cuando la haya completado, infórmelo, por usted y por sus colegas.',
          'Responda si desea saber cómo inscribirse.',
        ],
      },
    ],
  };
}

export function contactWanted({ agency, product }: Facts): Letter {
  return {
    subject: `${product}: ¿quién se hará cargo?`,
    lead: [
      `Una persona de contacto de ${agency} para ${product} indica que ya no le corresponde, y no recibe más avisos.`,
      'Indique quién se hará cargo.',
    ],
    sections: [
      {
        heading: 'Qué debe hacer',
        steps: [
          'Averigüe quién se ocupará de este acuerdo de ahora en adelante.',
          'Indique a esa persona, con una dirección de correo y una función. Puede ser usted.',
          'Revise abajo quién recibe todavía los avisos. Responda si debe recibirlos otra persona.',
        ],
      },
    ],
  };
}

export function freshLink({ agency, product }: Facts): Letter {
  return {
    subject: `${product}: su nuevo enlace`,
    lead: [
      `Este es un nuevo enlace a la página de ${agency} sobre ${product}, como usted pidió.`,
      'Úselo en lugar del anterior. Responda si usted no lo pidió.',
    ],
    sections: [],
  };
}
