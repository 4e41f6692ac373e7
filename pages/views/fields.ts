// The parts of a form: each with its label, what helps to fill it in, and what is wrong with it.
import { type Html, html } from '../../text/html.ts';

export type Field = {
  name: string;
  label: string;
  hint?: string | undefined;
  /** What is wrong with it. */
  flaw?: string | undefined;
};

export type TextField = Field & {
  type?: 'text' | 'email' | 'date';
  value: string;
  optional?: boolean;
  autocomplete?: string;
  min?: string;
  max?: string;
};

/** One line, or a day. */
export function input({ type = 'text', value, optional, autocomplete, min, max, ...field }: TextField): Html {
  const bounds = html`${min !== undefined && html` min="${min}"`}${max !== undefined && html` max="${max}"`}`;
  return group(
    field,
    html`${labelOf(field)}<input class="usa-input${field.flaw && ' usa-input--error'}" type="${type}" id="${field.name}" name="${field.name}" value="${value}"${bounds}${autocomplete && html` autocomplete="${autocomplete}"`}${!optional && ' required'}${described(field)}>`,
  );
}

/** Several lines. */
export function textarea({ value, ...field }: Field & { value: string }): Html {
  return group(
    field,
    html`${labelOf(field)}<textarea class="usa-textarea${field.flaw && ' usa-input--error'}" id="${field.name}" name="${field.name}" required${described(field)}>
${value}</textarea>`,
  );
}

type Choice = { value: string; label: string; hint?: string | undefined; lang?: string };

/** One of several (`radio`), or any of them (`checkbox`). The first one has the field's name as its id. */
export function choices(
  kind: 'radio' | 'checkbox',
  { options, chosen, ...field }: Field & { options: Choice[]; chosen: string[] },
): Html {
  const { name, label } = field;
  return group(
    field,
    html`<fieldset class="usa-fieldset"${described(field)}>
<legend class="usa-legend">${label}</legend>
${hintOf(field)}${flawOf(field)}
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

function group({ flaw }: Field, content: Html): Html {
  return html`<div class="usa-form-group${flaw && ' usa-form-group--error'}">
${content}
</div>
`;
}

function labelOf(field: Field): Html {
  return html`<label class="usa-label${field.flaw && ' usa-label--error'}" for="${field.name}">${field.label}</label>
${hintOf(field)}${flawOf(field)}`;
}

function hintOf({ name, hint }: Field): Html | false {
  return (
    hint !== undefined &&
    html`<span class="usa-hint display-block" id="${name}-hint">${hint}</span>
`
  );
}

function flawOf({ name, flaw }: Field): Html | false {
  return (
    flaw !== undefined &&
    html`<span class="usa-error-message" id="${name}-error">${flaw}</span>
`
  );
}

/** Which texts belong to it. */
function described({ name, hint, flaw }: Field): Html | false {
  const by = [
    ...(hint !== undefined ? [`${name}-hint`] : []),
    ...(flaw !== undefined ? [`${name}-error`] : []),
  ];
  return by.length > 0 && html` aria-describedby="${by.join(' ')}"`;
}
