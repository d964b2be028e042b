import { type ComponentChild, render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';

const ROUNDS = 8;

/** An answer draws, what is drawn asks again, and so on: lets that come to rest without time passing. */
async function settle(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await act(async () => {
      await vi.advanceTimersByTimeAsync(0);
    });
  }
}

/** Draws into the document and lets everything that was asked be answered. */
export async function show(what: ComponentChild): Promise<HTMLElement> {
  const root = document.createElement('div');
  document.body.append(root);
  await act(async () => {
    render(what, root);
  });
  await settle();
  return root;
}

/** Takes everything off the document again. */
export async function leave(): Promise<void> {
  await act(async () => {
    for (const root of [...document.body.children]) render(null, root);
  });
  document.body.replaceChildren();
}

/** Lets `ms` of simulated time pass, with whatever happens in it. */
export async function pass(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
  await settle();
}

/** A button by its accessible name, as far as the markup itself gives it one. */
export function button(name: string, within: ParentNode = document): HTMLButtonElement {
  const found = buttons(within).find((one) => nameOf(one) === name);
  if (!found) throw new Error(`no button ${name} among ${buttons(within).map(nameOf).join(', ')}`);
  return found;
}

export function hasButton(name: string): boolean {
  return buttons(document).some((one) => nameOf(one) === name);
}

function buttons(within: ParentNode): HTMLButtonElement[] {
  return [...within.querySelectorAll('button')];
}

function nameOf(one: HTMLElement): string {
  return one.getAttribute('aria-label') ?? one.textContent?.trim() ?? '';
}

/** A field by its label. */
export function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label);
  const control = found && document.getElementById(found.htmlFor);
  if (!control) throw new Error(`no field ${label}`);
  return control as HTMLInputElement;
}

/** A person's click; `trusted: false` is a script's. */
export async function press(one: HTMLElement, trusted = true): Promise<void> {
  await act(async () => {
    const event = new MouseEvent('click', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'isTrusted', { value: trusted });
    one.dispatchEvent(event);
  });
  await settle();
}

export async function type(control: HTMLInputElement, text: string): Promise<void> {
  await act(async () => {
    control.value = text;
    control.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle();
}

/** Why a button cannot be used, as it is said to everybody; undefined when it can. */
export function whyDisabled(one: HTMLButtonElement): string | undefined {
  if (one.getAttribute('aria-disabled') !== 'true') return undefined;
  const id = one.getAttribute('aria-describedby');
  const said = (id && document.getElementById(id)?.textContent) || undefined;
  if (said !== one.title) throw new Error('the tooltip and the description say different things');
  return said;
}
