import type { Shelf } from './storage';

/** How the page looks: as the system wants it, or as the learner does. */
export type Theme = 'auto' | 'light' | 'dark' | 'contrast';

/** In the order of the menu. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark', 'contrast'];

const THEME = 'theme';
const PROJECTOR = 'projector';

/** The theme of that name, if there is one. */
export function themeOf(name: unknown): Theme | undefined {
  return THEMES.find((t) => t === name);
}

/** The theme that is shown: what was chosen, else the system's. */
export function readTheme(): Theme {
  return themeOf(document.documentElement.dataset.theme) ?? 'auto';
}

/** Shows a theme; keeps it where a shelf is given. */
export function setTheme(theme: Theme, shelf?: Shelf): void {
  const { dataset } = document.documentElement;
  if (theme === 'auto') delete dataset.theme;
  else dataset.theme = theme;
  if (theme === 'auto') shelf?.remove(THEME);
  else shelf?.write(THEME, theme);
}

/** Whether the page is set for a lecture hall: large, and one pane at a time. */
export function projecting(): boolean {
  return document.documentElement.dataset.projector !== undefined;
}

/** Sets the page for a lecture hall, or for a desk again; keeps that where a shelf is given. */
export function project(on: boolean, shelf?: Shelf): void {
  document.documentElement.toggleAttribute('data-projector', on);
  if (on) shelf?.write(PROJECTOR, true);
  else shelf?.remove(PROJECTOR);
}
