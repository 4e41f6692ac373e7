// The Spanish words of the letters.
import { capitalized } from '../../../../../text/sentences.ts';
import type { Words } from '../words.ts';
import { spanish } from './formats.ts';

const { countdown, longDay, shortDay, timeLeft } = spanish;

const theseFeatures = (isOne: boolean) => (isOne ? 'esta función' : 'estas funciones');

export const sections: Words['sections'] = {
  englishOnly: {
    note: 'Este texto solo existe en inglés:',
    deadline: ({ clause }) => `fecha límite según ${clause}`,
    hasDeadline: ({ agency, product }, { clause }) =>
      `${agency} tiene una fecha límite para ${product}, según ${clause}.`,
    doWhatIsBelow: (byThen) => `Haga ${byThen} lo que se pide abajo y responda cuando esté hecho.`,
    whatIsAsked: 'Qué se pide',
  },
  whatToDo: 'Qué debe hacer',
  whatYouHave: 'Lo que tiene su agencia y hasta cuándo',
  whatStays: 'Lo que no cambia',
  throughDay: (feature, day) => `${feature}: hasta el ${longDay(day)} inclusive`,
  wholeTerm: (feature, day) => `${feature}: todo el período de vigencia, hasta el ${longDay(day)} inclusive`,
  allElseStays: ({ termLastDay }) => `Todo lo demás sigue igual, hasta el ${longDay(termLastDay)} inclusive.`,
  whatItCosts: 'Cuánto cuesta',
  promises: (vendor) => `A qué se compromete ${vendor}`,
  help: 'Ayuda incluida',
  whatIsOffered: 'Qué se ofrece',
  aboutRenewing: 'Lo que se sabe sobre la renovación',
  why: 'Por qué',
  reasonGiven: (reason) => `Motivo indicado: ${reason}`,
  decision: {
    heading: 'La decisión',
    recorded: (day, by) => `La registró ${by} el ${day}.`,
    goesOnWith: (offer) => `Su agencia continúa con otra oferta: ${offer}.`,
  },
  accounts: {
    heading: 'Qué pasa con las cuentas',
    text: [
      'Las cuentas creadas para este acuerdo se desactivan, pero no se eliminan. Las que otro acuerdo todavía necesita siguen activas.',
      'Responda a este mensaje si necesita algo que está en ellas.',
    ],
  },
};

export const letters: Words['letters'] = {
  terms: {
    subject: ({ product, lastDay }) =>
      `${product}: acepte las condiciones a más tardar el ${shortDay(lastDay)}`,
    subjectWithoutDay: ({ product }) => `${product}: condiciones por aceptar`,
    canAcceptUntil: ({ agency, product, lastDay, daysLeft, midnightAfter }) =>
      `${agency} puede tener ${product}. Su agencia puede aceptar las condiciones hasta ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
    canAccept: ({ agency, product }) =>
      `${agency} puede tener ${product}. Su agencia puede aceptar las condiciones.`,
    please:
      'Lea lo que incluye y acéptelo a partir del día que elija, o indique la persona de contacto que puede hacerlo.',
    offered: {
      heading: 'Qué tendría su agencia',
      forFirst: (feature, days) => `${feature}: durante los primeros ${days}`,
      wholeTerm: (feature) => `${feature}: todo el período de vigencia`,
      termLasts: (length) => `El período de vigencia dura ${length}, desde el día en que empieza`,
      termRunsThrough: (day) =>
        `El período de vigencia dura hasta el ${longDay(day)} inclusive, empiece cuando empiece`,
      price: (price) => `Precio en este período de vigencia: ${price}`,
    },
    findOut: 'Averigüe quién acepta las condiciones en nombre de su agencia y consúltele.',
    chooseDay: 'Elija el día en que debe empezar.',
    accept: {
      link: 'Acepte con el enlace de este mensaje, o responda: que su agencia acepta, desde qué día y dónde consta por escrito.',
      reply: 'Responda: que su agencia acepta, desde qué día y dónde consta por escrito.',
    },
    orDecline:
      'Si su agencia no lo desea, indíquelo del mismo modo. Entonces no se enviarán más recordatorios.',
    ifNobodyAccepts: {
      heading: 'Si nadie acepta',
      text: ({ lastDay }) =>
        `El acuerdo se retira después del ${longDay(lastDay)}. Hasta entonces no se habrá dado acceso, así que su agencia puede volver a pedirlo.`,
    },
  },

  withdrawn: {
    subject: ({ product }) => `${product}: el acuerdo fue retirado`,
    happened: ({ agency, product, happenedOn }) =>
      `El acuerdo sobre ${product} para ${agency} fue retirado el ${longDay(happenedOn)}, antes de que empezara el acceso.`,
    please: 'No tiene que hacer nada. Responda si su agencia todavía lo desea.',
    nobodyAccepted: 'Nadie aceptó las condiciones a tiempo.',
  },

  welcome: {
    subject: ({ product }) => `${product}: le damos la bienvenida; estas son las fechas importantes`,
    term: ({ agency, product, brief, termLastDay }) =>
      `${agency} tiene ${product} desde el ${longDay(brief.term.startsOn)} hasta el ${longDay(termLastDay)} inclusive.`,
    endsSooner: (features, day) => `${capitalized(features)}: solo hasta el ${longDay(day)} inclusive.`,
    tellWhatEndsSooner:
      'Informe a su personal sobre qué funciones tendrá durante todo el período de vigencia y cuáles terminan antes.',
    tellThatItStarts: 'Informe a su personal de que ya puede empezar y hasta cuándo.',
    steps: ({ product }) => [
      `Reenvíe este aviso a las personas que usarán ${product}.`,
      'Anote las fechas de arriba y téngalas en cuenta en sus planes.',
      'Revise los nombres de abajo. Responda si otra persona debe recibir estos avisos.',
    ],
    price: (price) => `En este período de vigencia: ${price}`,
  },

  training: {
    subject: ({ product }) => `${product}: capacitación y ayuda para su personal`,
    comesWithIt: ({ agency, product }) =>
      `${product} incluye capacitación y otros tipos de ayuda para ${agency}.`,
    nextSession: (start) => `La próxima sesión empieza el ${start}.`,
    please: 'Elija quién debe participar y reenvíele este aviso.',
    steps: ({ product }) => [
      `Elija a las personas que usan o van a usar ${product}.`,
      'Reenvíeles este aviso.',
      'Responda si desea saber cómo inscribirse.',
    ],
  },

  trainingChanged: {
    subject: ({ product }) => `${product}: cambiaron las sesiones de capacitación`,
    changed: ({ agency, product }) =>
      `Cambiaron las sesiones de capacitación sobre ${product} para ${agency}.`,
    nextSession: (start) => `La próxima empieza el ${start}.`,
    noneAhead: 'Por ahora no hay ninguna prevista.',
    please: 'La lista de los avisos anteriores ya no es válida. Informe a quienes piensan participar.',
    steps: [
      'Reenvíe este aviso a quienes piensan participar.',
      'Abra los archivos de calendario que acompañan este mensaje. Ponen su calendario al día.',
      'Responda si desea saber cómo inscribirse.',
    ],
  },

  trainingReminder: {
    subject: ({ product }) => `${product}: todavía puede tomar una capacitación`,
    notOnRecord: ({ agency, product }) =>
      `No consta que usted haya completado una capacitación sobre ${product} en ${agency}.`,
    please: 'Participe en una o infórmenos si ya lo hizo. Este es el único recordatorio.',
    steps: [
      'Elija lo que convenga a su trabajo.',
      'Cuando la haya completado, infórmelo, por usted y por sus colegas.',
      'Responda si desea saber cómo inscribirse.',
    ],
  },

  community: {
    subject: ({ product }) => `${product}: conozca a otras personas del gobierno que lo usan`,
    learn: ({ product }) => `Su personal puede aprender de otras personas del gobierno que usan ${product}.`,
    please: 'Reenvíe este aviso a quienes deseen unirse. Cada persona decide si se une.',
    steps: ['Reenvíe este aviso a su personal.', 'Responda si desea saber cómo unirse.'],
  },

  featuresEnding: {
    subject: ({ product, ending, daysLeft }) => `${product}: ${countdown(daysLeft, `con ${ending}`)}`,
    until: ({ ending, lastDay, daysLeft, midnightAfter }) =>
      `Su agencia tiene ${ending} hasta ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
    please: (isOne) =>
      `Informe ahora a su personal y termine a más tardar ese día el trabajo que necesita ${theseFeatures(isOne)}.`,
    meaning: {
      heading: 'Qué significa esto',
      text: ({ agency, ending, lastDay }) =>
        `Después del ${longDay(lastDay)}, nadie en ${agency} tendrá ${ending}.`,
    },
    steps: ({ lastDay }, isOne) => [
      `Averigüe quién usa ${theseFeatures(isOne)} y para qué.`,
      `Pida a esas personas que terminen ese trabajo a más tardar el ${longDay(lastDay)} y que guarden los resultados que quieran conservar.`,
      `Responda si su trabajo depende de ${theseFeatures(isOne)}. Le diremos qué opciones conocemos.`,
    ],
  },

  featuresEnded: {
    subject: ({ product, ending, lastDay }) =>
      `${product}: el último día con ${ending} fue el ${shortDay(lastDay)}`,
    ended: ({ ending, lastDay, midnightAfter }) =>
      `Su agencia tuvo ${ending} hasta ${midnightAfter(lastDay)}.`,
    please: 'Solo tiene que informar a su personal.',
    ifNot: {
      heading: 'Si algo no funciona',
      text: 'Responda si a su personal le falta algo más que eso.',
    },
  },

  renewal: {
    subject: ({ product, daysLeft }) =>
      `${product}: ${countdown(daysLeft, 'para decidir sobre la renovación')}`,
    subjectInGrace: ({ product, daysLeft }) =>
      `${product}: ${countdown(daysLeft, 'de este período de vigencia')}`,
    subjectTooLate: ({ product }) =>
      `${product}: el período de vigencia terminó y no consta ninguna decisión`,
    termEnds: ({ agency, product, lastDay, midnightAfter }) =>
      `El período de vigencia de ${product} para ${agency} termina a ${midnightAfter(lastDay)}.`,
    termEnded: ({ agency, product, lastDay, midnightAfter }) =>
      `El período de vigencia de ${product} para ${agency} terminó a ${midnightAfter(lastDay)}.`,
    decide: {
      link: 'Decida a más tardar ese día si su agencia renueva o no, e indíquelo con el enlace de este mensaje o respondiendo a él.',
      reply: 'Decida a más tardar ese día si su agencia renueva o no, y responda con su decisión.',
    },
    decideNow: {
      link: 'Decida ahora si su agencia renueva o no, e indíquelo con el enlace de este mensaje o respondiendo a él.',
      reply: 'Decida ahora si su agencia renueva o no, y responda con su decisión.',
    },
    ifNobodyDecides: 'Si nadie decide',
    accessStays: (length, day) =>
      `El acceso continúa durante ${length} después de que termina el período de vigencia, hasta el ${longDay(day)} inclusive. Luego termina.`,
    accessEnds: (day) =>
      `El acceso termina con el período de vigencia. El último día con acceso es el ${longDay(day)}.`,
    notAutomatic: 'El acuerdo no se renueva automáticamente.',
    price: (price, day) => `En este período de vigencia, hasta el ${longDay(day)} inclusive: ${price}`,
    nextPrice: 'En un próximo período: lo que diga la orden de su agencia',
    askPeople: ({ product }) => `Pregunte a las personas que usan ${product} para qué lo necesitan.`,
    askOfficer: 'Pregunte a su oficial de contrataciones qué se necesita para renovar y cuánto tiempo toma.',
    bothAreFine: 'Decida: renovar o no renovar. Las dos opciones son válidas.',
    answer: {
      link: 'Indique la decisión con el enlace de este mensaje, o responda con ella y con el nombre de quien la tomó.',
      reply: 'Responda con la decisión y el nombre de quien la tomó.',
    },
    today: 'Lo que su agencia tiene hoy',
    others: {
      heading: 'Otros productos',
      text: 'Este programa tiene también estas ofertas, en orden alfabético. Responda para saber cuáles puede tener su agencia.',
    },
  },

  renewalAsked: {
    subject: ({ product, daysLeft }) => `${product}: ${countdown(daysLeft, 'para que conste la renovación')}`,
    subjectTooLate: ({ product }) =>
      `${product}: el período de vigencia terminó y no consta ninguna renovación`,
    please:
      'Su agencia pidió la renovación, pero todavía no consta. Pregunte a quien se encarga de ella qué falta.',
    ifNotRecorded: 'Si no consta ninguna renovación',
    steps: [
      'Pregunte a su oficial de contrataciones en qué punto está la renovación y qué falta todavía.',
      'Responda si necesita algo para ella, o si su agencia decidió otra cosa.',
      'Cuente con la renovación solo cuando un aviso diga que el acuerdo se renovó.',
    ],
  },

  graceBegan: {
    subject: ({ product }, day) =>
      `${product}: el período de vigencia terminó; el acceso continúa hasta el ${shortDay(day)}`,
    ended: ({ lastDay, midnightAfter }) =>
      `El período de vigencia terminó a ${midnightAfter(lastDay)}, sin una decisión.`,
    endedAfterAsking: ({ lastDay, midnightAfter }) =>
      `El período de vigencia terminó a ${midnightAfter(lastDay)}. Su agencia pidió la renovación, pero todavía no consta.`,
    accessStays: (length, day) => `El acceso continúa ${length} más, hasta el ${longDay(day)} inclusive.`,
    decide: {
      link: 'Decida a más tardar ese día si su agencia renueva o no, e indíquelo con el enlace de este mensaje o respondiendo a él.',
      reply: 'Decida a más tardar ese día si su agencia renueva o no, y responda con su decisión.',
    },
    askWhatIsMissing: 'Pregunte a quien se encarga de la renovación qué falta.',
    stepsAfterAsking: [
      'Pregunte a su oficial de contrataciones en qué punto está la renovación y qué falta todavía.',
      'Responda si su agencia decidió otra cosa.',
    ],
  },

  accessEnded: {
    subject: ({ product }) => `${product}: el acceso terminó`,
    hadUntil: ({ agency, product, lastDay, midnightAfter }) =>
      `Su agencia, ${agency}, tuvo acceso a ${product} hasta ${midnightAfter(lastDay)}.`,
    hadUntilToday: ({ agency, product, today }) =>
      `Su agencia, ${agency}, tuvo acceso a ${product} hasta el ${longDay(today)}.`,
    please: ({ product }) => `Solo tiene que informar a su personal de que ya no puede usar ${product}.`,
    causes: {
      expired: 'El período de vigencia terminó y nadie había decidido renovar.',
      unrenewed:
        'El período de vigencia terminó. Su agencia había pedido la renovación, pero no consta ninguna.',
      declined: 'Su agencia decidió no renovar y el período de vigencia terminó.',
      terminated: 'Se puso fin al acuerdo.',
      withdrawn: 'El acuerdo se retiró.',
    },
  },

  renewed: {
    subject: ({ product }) => `${product}: el acuerdo se renovó`,
    renewed: ({ agency, product, brief }) =>
      `${agency} renovó ${product}. El próximo período de vigencia empieza el ${longDay(brief.term.endsOn)}, inmediatamente después del actual.`,
    anotherTerm: ({ agency, product, brief, termLastDay }) =>
      `${agency} tiene ${product} por otro período de vigencia, desde el ${longDay(brief.term.startsOn)} hasta el ${longDay(termLastDay)} inclusive.`,
    please: 'No tiene que hacer nada. El acceso continúa sin interrupción.',
    nextTerm: {
      heading: 'El próximo período de vigencia',
      starts: (day) => `Empieza el ${longDay(day)}`,
      lasts: (length) => `Dura ${length}`,
      price: (price) => `Precio: ${price}`,
      priceAsOrdered: 'Precio: el que figura en la orden de su agencia',
    },
  },

  declined: {
    subject: ({ product, termLastDay }) =>
      `${product}: no se renovará; hay acceso hasta el ${shortDay(termLastDay)}`,
    declined: ({ agency, product, termLastDay, midnightAfter }) =>
      `${agency} decidió no renovar ${product}. El acceso termina con el período de vigencia, a ${midnightAfter(termLastDay)}.`,
    please: 'Informe a su personal y pídale que guarde a más tardar ese día lo que quiera conservar.',
    untilThen: {
      heading: 'Hasta entonces',
      nothingChanges: 'Nada cambia antes de que termine el período de vigencia.',
      ifMistake: 'Responda antes de ese día si esta decisión fue un error.',
    },
  },

  suspended: {
    subject: ({ product }) => `${product}: acceso suspendido`,
    suspended: ({ agency, product, happenedOn }) =>
      `El acceso a ${product} para ${agency} está suspendido desde el ${longDay(happenedOn)}. Por ahora, su personal no puede usarlo.`,
    please:
      'Solo tiene que informar a su personal. Le escribiremos cuando el acceso vuelva a estar disponible.',
    whatGoesOn: {
      heading: 'Lo que sigue en pie',
      text: ({ termLastDay }) =>
        `Las fechas no cambian, a menos que un aviso indique otra cosa. El último día del período de vigencia es el ${longDay(termLastDay)}.`,
    },
  },

  reinstated: {
    subject: ({ product }) => `${product}: el acceso está disponible de nuevo`,
    canUse: ({ agency, product, today }) =>
      `${agency} puede usar ${product} de nuevo desde el ${longDay(today)}.`,
    please: 'Informe a su personal y revise las fechas de abajo: es posible que hayan cambiado.',
    term: {
      heading: 'El período de vigencia',
      text: ({ termLastDay, midnightAfter }) => `Termina a ${midnightAfter(termLastDay)}.`,
    },
  },

  terminated: {
    subject: ({ product }) => `${product}: se puso fin al acuerdo`,
    terminated: ({ agency, product, happenedOn }) =>
      `El ${longDay(happenedOn)} se puso fin al acuerdo sobre ${product} para ${agency}. El acceso termina con él.`,
    please: ({ product }) => `Solo tiene que informar a su personal de que ya no puede usar ${product}.`,
  },

  correction: {
    subjectOfFeatures: ({ product, ending, lastDay }) =>
      `${product}, nueva fecha: el último día con ${ending} es el ${shortDay(lastDay)}`,
    subjectOfTerm: ({ product, lastDay }) =>
      `${product}, nueva fecha: el período de vigencia termina el ${shortDay(lastDay)}`,
    featuresUntil: ({ agency, ending, lastDay, midnightAfter }) =>
      `${agency} tiene ahora ${ending} hasta ${midnightAfter(lastDay)}.`,
    termUntil: ({ agency, product, lastDay, midnightAfter }) =>
      `El período de vigencia de ${product} para ${agency} termina ahora a ${midnightAfter(lastDay)}.`,
    please: 'La fecha de los avisos anteriores ya no es válida. Informe a su personal y guíese por la nueva.',
    changed: {
      heading: 'Qué cambió',
      before: (day) => `Último día hasta ahora: ${longDay(day)}. Ya no es válido.`,
      earlier: (day, days) => `Nuevo último día: ${longDay(day)}. Es ${days} antes.`,
      later: (day, days) => `Nuevo último día: ${longDay(day)}. Es ${days} después.`,
    },
    steps: [
      'Reenvíe este aviso a todas las personas que planifican según esta fecha.',
      'Abra el archivo de calendario que acompaña este mensaje. Cambia la fecha en su calendario.',
      'Responda si la nueva fecha no es la que esperaba.',
    ],
  },

  deadline: {
    subject: ({ product }, title, safeDay) => `${product}, a más tardar el ${shortDay(safeDay)}: ${title}`,
    subjectToday: ({ product }, title) => `${product}, hoy: ${title}`,
    hasDeadline: ({ agency, product }) => `${agency} tiene una fecha límite para ${product}.`,
    lastDay: ({ lastDay }) => `El último día es el ${longDay(lastDay)}.`,
    byDay: (day) => `a más tardar el ${longDay(day)}`,
    byToday: 'hoy mismo',
    please: (byThen) => `Hágalo ${byThen} y responda cuando esté hecho.`,
    whyEarlier: {
      heading: 'Por qué no el último día',
      closed: ({ lastDay }) => `El último día, ${longDay(lastDay)}, las oficinas están cerradas.`,
      safeDayIs: ({ safeDay }) => `El último día hábil anterior es el ${longDay(safeDay)}.`,
      safeDayWas: ({ safeDay }) => `El último día hábil anterior fue el ${longDay(safeDay)}.`,
    },
    whereFrom: {
      heading: 'De dónde viene esta fecha límite',
      counted: (day) => `Se cuenta hacia atrás desde el último día del período de vigencia: ${longDay(day)}.`,
    },
    ifMissed: 'Si no se cumple',
    doIt: (byThen, { clause }) => `Hágalo ${byThen}, como se pide en ${clause}.`,
    reply: 'Responda cuando esté hecho: qué día se hizo y dónde consta por escrito.',
    confirmingIsNotEnough: 'Confirmar que recibió este mensaje no lo registra.',
    orDecline: 'Responda si, en cambio, su agencia decide no renovar.',
  },

  deadlineMissed: {
    subject: ({ product, lastDay }) =>
      `${product}: una fecha límite venció el ${shortDay(lastDay)} y no consta su cumplimiento`,
    passed: ({ agency, product, lastDay }, title) =>
      `${agency} tenía una fecha límite para ${product} (${title}). Venció el ${longDay(lastDay)} y no consta que se haya cumplido.`,
    byClause: ({ clause }) => `según ${clause}`,
    please: 'Responda de inmediato si se cumplió a tiempo: qué día se hizo y dónde consta por escrito.',
    whatWasAsked: 'Qué se pedía',
    whatFollows: 'Qué consecuencias tiene',
    steps: [
      'Averigüe si se hizo a tiempo.',
      'Si se hizo, responda de inmediato: qué día se hizo y dónde consta por escrito.',
      'Si no se hizo, pregunte a su oficial de contrataciones qué es posible todavía.',
    ],
  },

  contactWanted: {
    subject: ({ product }) => `${product}: ¿quién se hará cargo?`,
    left: ({ agency, product }) =>
      `Una persona de contacto de ${agency} para ${product} indica que esta tarea ya no le corresponde, y no recibe más avisos.`,
    please: 'Indique quién se hará cargo.',
    steps: [
      'Averigüe quién se ocupará de este acuerdo de ahora en adelante.',
      'Indíquenos quién es, con su dirección de correo y su función. Puede ser usted.',
      'Revise abajo quién recibe todavía los avisos. Responda si debe recibirlos otra persona.',
    ],
  },

  link: {
    subject: ({ product }) => `${product}: su nuevo enlace`,
    newLink: ({ agency, product }) =>
      `Este es un nuevo enlace a la página de ${agency} sobre ${product}, como usted pidió.`,
    please: 'Úselo en lugar del anterior. Responda si usted no lo pidió.',
  },
};
