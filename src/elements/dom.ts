/** What an element is made with; everything is set by the DOM, never as HTML, so Trusted Types have nothing to refuse. */
interface Setup {
  /** Name for `::part`, and class for our own styles. */
  part?: string;
  text?: string;
  [attribute: string]: string | undefined;
}

/** What is made here. Of the language's own map our elements are a part, whose types come of what they are made of. */
interface Made {
  button: HTMLButtonElement;
  dd: HTMLElement;
  details: HTMLDetailsElement;
  div: HTMLDivElement;
  dl: HTMLDListElement;
  dt: HTMLElement;
  form: HTMLFormElement;
  input: HTMLInputElement;
  label: HTMLLabelElement;
  li: HTMLLIElement;
  ol: HTMLOListElement;
  p: HTMLParagraphElement;
  pre: HTMLPreElement;
  slot: HTMLSlotElement;
  span: HTMLSpanElement;
  summary: HTMLElement;
  textarea: HTMLTextAreaElement;
  time: HTMLTimeElement;
  ul: HTMLUListElement;
}

/** Makes an element. */
export function make<Name extends keyof Made>(
  name: Name,
  { part, text, ...attributes }: Setup = {},
  ...children: (Node | string)[]
): Made[Name] {
  const element: HTMLElement = document.createElement(name);
  if (part !== undefined) element.setAttribute('part', part);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(attribute, value);
  }
  element.append(...children);
  if (text !== undefined) element.textContent = text;
  return element as Made[Name];
}

/** Sets a text, if it is another one: what stays must not be read out again, nor lose a selection. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Hides what has nothing to show. */
export function show(element: HTMLElement, isShown: boolean): void {
  if (element.hidden === isShown) element.hidden = !isShown;
}

/** A moment, in the language of the browser. */
export function setTime(element: HTMLTimeElement, time: Date | undefined): void {
  element.dateTime = time?.toISOString() ?? '';
  setText(element, time ? moment.format(time) : '');
}

/** A moment where there are many: no more of the date than today asks for. The whole is its title. */
export function setShortTime(element: HTMLTimeElement, time: Date | undefined): void {
  setTime(element, time);
  element.title = element.textContent;
  if (!time) return;
  const now = new Date();
  if (time.toDateString() === now.toDateString()) setText(element, momentOfToday.format(time));
  else if (time.getFullYear() === now.getFullYear()) setText(element, momentOfThisYear.format(time));
}

const moment = /*@__PURE__*/ new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const momentOfToday = /*@__PURE__*/ new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const momentOfThisYear = /*@__PURE__*/ new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
});
