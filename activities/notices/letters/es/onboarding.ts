// The Spanish words before an agreement begins, and about its people: terms, training, who takes over, fresh links.
import { daysBetween } from '../../../../agreements/time/calendar.ts';
import type { Letter, Section } from '../../content/content.ts';
import { capitalized, type Facts, helpOf } from '../facts.ts';
import { countOf, longDay, shortDay, spokenPeriod, spokenPrice, timeLeft } from './phrases.ts';
import { given, why } from './sections.ts';

export function terms(facts: Facts): Letter {
  const { agency, product, brief, about, lastDay, daysLeft, midnightAfter, byLink } = facts;
  const until = about ? ` hasta ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}` : '.';
  const how = byLink ? 'Acepte con el enlace de este mensaje, o responda' : 'Responda';
  return {
    subject: `${product}: ${about ? `acepte las condiciones a más tardar el ${shortDay(lastDay)}` : 'condiciones por aceptar'}`,
    lead: [
      `${agency} puede tener ${product}. Su agencia puede aceptar las condiciones${until}`,
      'Lea lo que incluye y acéptelo a partir del día que elija, o indique la persona de contacto que puede hacerlo.',
    ],
    sections: [
      whatIsOffered(facts),
      ...given(`A qué se compromete ${brief.vendor}`, brief.assurances, facts),
      ...given('Ayuda incluida', brief.support, facts),
      ...given('Lo que se sabe sobre la renovación', brief.renewalRules, facts),
      {
        heading: 'Qué debe hacer',
        steps: [
          'Averigüe quién acepta las condiciones en nombre de su agencia y consúltele.',
          'Elija el día en que debe empezar.',
          `${how}: que su agencia acepta, desde qué día y dónde consta por escrito.`,
          'Si su agencia no lo desea, indíquelo del mismo modo. Entonces no se enviarán más recordatorios.',
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

export function whatIsOffered({ brief, termLastDay, said }: Facts): Section {
  const { term, features, length } = brief;
  return {
    heading: 'Qué tendría su agencia',
    list: [
      ...features.map(({ name, ends }) =>
        ends
          ? `${capitalized(said(name))}: durante los primeros ${countOf(daysBetween(term.startsOn, ends.on), 'day')}`
          : `${capitalized(said(name))}: todo el período de vigencia`,
      ),
      length
        ? `El período de vigencia dura ${spokenPeriod(length)}, desde el día en que empieza`
        : `El período de vigencia dura hasta el ${longDay(termLastDay)} inclusive, empiece cuando empiece`,
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

export function trainingReminder(facts: Facts): Letter {
  const { agency, product } = facts;
  return {
    subject: `${product}: todavía puede tomar una capacitación`,
    lead: [
      `No consta que usted haya completado una capacitación sobre ${product} en ${agency}.`,
      'Participe en una o infórmenos si ya lo hizo. Este es el único recordatorio.',
    ],
    sections: [
      ...given('Qué se ofrece', helpOf(facts), facts),
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
      `Una persona de contacto de ${agency} para ${product} indica que esta tarea ya no le corresponde, y no recibe más avisos.`,
      'Indique quién se hará cargo.',
    ],
    sections: [
      {
        heading: 'Qué debe hacer',
        steps: [
          'Averigüe quién se ocupará de este acuerdo de ahora en adelante.',
          'Indíquenos quién es, con su dirección de correo y su función. Puede ser usted.',
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
