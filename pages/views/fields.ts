// The fields of a form, each with its label, hint and error.
import { type Html, html } from '../../text/html.ts';

export type Field = {
  name: string;
  label: string;
  hint?: string | undefined;
  /** Says how to correct the field. */
  error?: string | undefined;
};

export type TextField = Field & {
  type?: 'text' | 'email' | 'date';
  value: string;
  optional?: boolean;
  autocomplete?: string;
  min?: string;
  max?: string;
};

/** One line of text, or a day. */
export function input({ type = 'text', value, optional, autocomplete, min, max, ...field }: TextField): Html {
  const bounds = html`${min !== undefined && html` min="${min}"`}${max !== undefined && html` max="${max}"`}`;
  return group(
    field,
    html`${labelOf(field)}<input class="usa-input${field.error && ' usa-input--error'}" type="${type}" id="${field.name}" name="${field.name}" value="${value}"${bounds}${autocomplete && html` autocomplete="${autocomplete}"`}${!optional && ' required'}${described(field)}>`,
  );
}

/** Several lines of text. */
export function textarea({ value, ...field }: Field & { value: string }): Html {
  return group(
    field,
    html`${labelOf(field)}<textarea class="usa-textarea${field.error && ' usa-input--error'}" id="${field.name}" name="${field.name}" required${described(field)}>
${value}</textarea>`,
  );
}

type Choice = { value: string; label: string; hint?: string | undefined; lang?: string };

/** Choose one (`radio`) or any (`checkbox`). The first choice has the field's name as its id, for links to the field. */
export function choices(
  kind: 'radio' | 'checkbox',
  { options, chosen, ...field }: Field & { options: Choice[]; chosen: string[] },
): Html {
  const { name, label } = field;
  return group(
    field,
    html`<fieldset class="usa-fieldset"${described(field)}>
<legend class="usa-legend">${label}</legend>
${hintOf(field)}${errorOf(field)}
${options.map(({ value, label, hint, lang }, index) => {
  const id = index === 0 ? name : `${name}-${value}`;
  return html`<div class="usa-${kind}">
<input class="usa-${kind}__input usa-${kind}__input--tile" type="${kind}" id="${id}" name="${name}" value="${value}"${chosen.includes(value) && ' checked'}>
<label class="usa-${kind}__label" for="${id}"${lang && html` lang="${lang}"`}>${label}${hint && html`<span class="usa-${kind}__label-description">${hint}</span>`}</label>
</div>
`;
})}</fieldset>`,
  );
}

function group({ error }: Field, content: Html): Html {
  return html`<div class="usa-form-group${error && ' usa-form-group--error'}">
${content}
</div>
`;
}

function labelOf(field: Field): Html {
  return html`<label class="usa-label${field.error && ' usa-label--error'}" for="${field.name}">${field.label}</label>
${hintOf(field)}${errorOf(field)}`;
}

function hintOf({ name, hint }: Field): Html | false {
  return (
    hint !== undefined &&
    html`<span class="usa-hint display-block" id="${name}-hint">${hint}</span>
`
  );
}

function errorOf({ name, error }: Field): Html | false {
  return (
    error !== undefined &&
    html`<span class="usa-error-message" id="${name}-error">${error}</span>
`
  );
}

/** Points from the field to its hint and its error. */
function described({ name, hint, error }: Field): Html | false {
  const by = [
    ...(hint !== undefined ? [`${name}-hint`] : []),
    ...(error !== undefined ? [`${name}-error`] : []),
  ];
  return by.length > 0 && html` aria-describedby="${by.join(' ')}"`;
}
