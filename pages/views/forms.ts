// The forms: their fields, and the one button of each.
import { endOf } from '../../agreements/model/dates.ts';
import { dayBefore } from '../../agreements/time/day-words.ts';
import { type Html, html } from '../../text/html.ts';
import {
  type Answering,
  allowedDomains,
  type Field,
  type FieldError,
  fieldOf,
  initialValues,
  masked,
  startDays,
  type Values,
} from '../model/form-commands.ts';
import type { Form } from '../model/link-status.ts';
import { factsSection } from './facts.ts';
import { choices, input, textarea } from './fields.ts';
import { type AgreementContext, offerText, pageBelow, pathOf, spanishFor } from './layout.ts';

/** The values that were sent before, and their errors. */
export type Attempt = { values: Values; errors: FieldError[] };

/** The page of one form. */
export function formPage(context: AgreementContext, form: Form, attempt?: Attempt): string {
  const { words } = context;
  const { link } = words.forms[form];
  const title = attempt ? `${words.errorTitle}${link}` : link;
  return pageBelow(
    context,
    link,
    html`${attempt && errorSummary(context, attempt.errors)}${form === 'accept' && factsSection(context)}${formSection(context, form, attempt)}`,
    title,
  );
}

/** The page of a form that needs a new link first: why, and the button that mails the link. */
export function newLinkPage(context: AgreementContext, form: Form): string {
  const { words } = context;
  return pageBelow(
    context,
    words.forms[form].link,
    html`<p>${words.newLink.text}</p>${formSection(context, 'link')}`,
  );
}

/** The form with its purpose above it. */
export function formSection(context: AgreementContext, form: Form, attempt?: Attempt): Html {
  const { words } = context;
  const { alone, button } = words.forms[form];
  return html`<p>${textOf(context, form)}</p>
${form === 'accept' && promises(context)}
${alone && html`<p>${alone}</p>`}
<form class="usa-form usa-form--large" method="post" action="${pathOf(context, form)}" novalidate>
${fieldsOf(context, form, attempt)}
<button class="usa-button" type="submit">${button}</button>
</form>
${form === 'accept' && refusalLink(context)}`;
}

/** The link to decline the terms, on a page of its own. */
function refusalLink(context: AgreementContext): Html {
  return html`<p><a class="usa-button usa-button--outline" href="${pathOf(context, 'decline')}">${context.words.forms.decline.link}</a></p>`;
}

function textOf({ words, agreement, link: { contact } }: AgreementContext, form: Form): string {
  return form === 'link'
    ? words.forms.link.text(masked(contact?.email ?? ''))
    : words.forms[form].text(agreement.agency.name);
}

/** The vendor's promises, such as data protection. */
function promises(context: AgreementContext): Html | false {
  const { vendor, assurances } = context.agreement.offer;
  const isTranslated = assurances.every(({ text }) => spanishFor(text, context) !== undefined);
  return (
    assurances.length > 0 &&
    html`<p>${context.words.promises(vendor)} ${!isTranslated && context.words.inEnglish}</p>
<ul>${assurances.map(({ text }) => html`<li>${offerText(text, context)}</li>`)}</ul>`
  );
}

function errorSummary({ words }: AgreementContext, errors: FieldError[]): Html {
  return html`<div class="usa-alert usa-alert--error measure-5" role="alert"><div class="usa-alert__body">
<h2 class="usa-alert__heading">${words.errorHeading}</h2>
<ul class="usa-list">
${errors.map((error) => html`<li><a class="usa-link" href="#${fieldOf(error)}">${words.errors[error]}</a></li>`)}
</ul>
</div></div>`;
}

function fieldsOf(context: AgreementContext, form: Form, attempt?: Attempt): Html | false {
  const { words, agreement, now, link } = context;
  const { fields } = words;
  const preset = link.contact
    ? initialValues({ agreement, contact: link.contact, now } satisfies Answering)
    : {};
  const values = attempt?.values ?? preset;
  const field = <Name extends Field>(name: Name) => {
    const error = attempt?.errors.find((one) => fieldOf(one) === name);
    const chosen = [values[name]].flat().map(textIn);
    return {
      name,
      label: fields[name],
      value: textIn(values[name]),
      chosen,
      error: error && words.errors[error],
    };
  };
  const domains = words.listed(allowedDomains(agreement));
  switch (form) {
    case 'accept': {
      const { first, last } = startDays(agreement, now);
      const hint = fields.startsOnHint(words.longDay(first), words.longDay(last));
      return input({ ...field('startsOn'), type: 'date', hint, min: first, max: last });
    }
    case 'answer':
      return choices('radio', { ...field('answer'), options: answers(context) });
    case 'decline':
      return input({ ...field('reason'), optional: true });
    case 'training':
      return html`${textarea({ ...field('people'), hint: fields.peopleHint(domains) })}${input({ ...field('training'), optional: true })}`;
    case 'contact':
      return html`${input({ ...field('name'), autocomplete: 'off' })}${input({
        ...field('email'),
        type: 'email',
        autocomplete: 'off',
        hint: fields.emailHint(domains),
      })}${choices('checkbox', { ...field('roles'), options: optionsOf(words.roles) })}${choices('radio', {
        ...field('language'),
        options: optionsOf(words.languages),
      })}`;
    case 'pace':
      return choices('radio', { ...field('pace'), options: paces(context) });
    default:
      return false;
  }
}

function answers({ words, agreement: { term } }: AgreementContext) {
  const { renew, renewHint, decline, declineHint } = words.forms.answer;
  return [
    { value: 'renew', label: renew, hint: renewHint },
    { value: 'decline', label: decline, hint: declineHint(words.longDay(dayBefore(endOf(term).on))) },
  ];
}

function paces({ words }: AgreementContext) {
  const { all, allHint, decisions, decisionsHint } = words.forms.pace;
  return [
    { value: 'all', label: all, hint: allHint },
    { value: 'decisions', label: decisions, hint: decisionsHint },
  ];
}

function optionsOf(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** The value of a text field; empty if it is not a text. */
function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
