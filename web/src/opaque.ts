/**
 * Whether the page stands in a frame whose sandbox takes its origin from it:
 * nothing is kept there, and no relay listens to it.
 */
export function opaque(): boolean {
  return globalThis.origin === 'null' && /^https?:$/.test(location.protocol);
}

/**
 * The sandbox of a frame may forbid forms, and no page can tell: a browser then
 * drops what is submitted without a word, before the page hears of it. Nothing of
 * ours is submitted to anybody, so in a frame the page does it itself.
 */
export function submitting(): void {
  window.addEventListener('click', (e) => {
    const button = e
      .composedPath()
      .find((t) => t instanceof HTMLButtonElement || t instanceof HTMLInputElement);
    if (e.defaultPrevented || button?.type !== 'submit' || button.disabled || !button.form) return;
    e.preventDefault();
    submit(button.form, button);
  });
  window.addEventListener('keydown', (e) => {
    const [field] = e.composedPath();
    if (e.defaultPrevented || e.key !== 'Enter' || e.isComposing) return;
    if (!(field instanceof HTMLInputElement) || !field.form) return;
    e.preventDefault();
    const button = field.form.querySelector<HTMLButtonElement>('button:not([type]), [type="submit"]');
    if (!button?.disabled) submit(field.form, button);
  });
}

function submit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  if (!form.noValidate && !form.reportValidity()) return;
  const event = new SubmitEvent('submit', { submitter, bubbles: true, cancelable: true, composed: true });
  if (form.dispatchEvent(event) && form.getAttribute('method') === 'dialog') form.closest('dialog')?.close();
}
