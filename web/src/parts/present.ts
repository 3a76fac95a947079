/**
 * Opens a dialog before the page, at its top, with what it marks as
 * `data-first` in focus.
 *
 * The mark is ours because a browser also minds an `autofocus` in a dialog that
 * is still closed: when it comes into the page while a learner types elsewhere,
 * it either takes the focus away or complains that it could not.
 */
export function present(dialog: HTMLDialogElement | null): void {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true });
  dialog.scrollTop = 0;
}
