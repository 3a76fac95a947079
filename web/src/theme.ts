import type { Shelf } from './storage';

/** How the page looks: as the system wants it, or as the learner does. */
export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'theme';

/** The theme that was chosen. */
export function readTheme(shelf: Shelf): Theme {
  const kept = shelf.read(KEY);
  if (kept === 'light' || kept === 'dark') return kept;
  // Where storage is blocked the choice lives on the page alone.
  const shown = document.documentElement.dataset.theme;
  return shown === 'light' || shown === 'dark' ? shown : 'auto';
}

/** Shows a theme and keeps it. */
export function setTheme(shelf: Shelf, theme: Theme): void {
  if (theme === 'auto') {
    shelf.remove(KEY);
    delete document.documentElement.dataset.theme;
  } else {
    shelf.write(KEY, theme);
    document.documentElement.dataset.theme = theme;
  }
}

/** The theme after this one. */
export function nextTheme(theme: Theme): Theme {
  return theme === 'auto' ? 'dark' : theme === 'dark' ? 'light' : 'auto';
}

/** What the switch says. */
export function themeName(theme: Theme): string {
  return { auto: 'Theme: auto', light: 'Theme: light', dark: 'Theme: dark' }[theme];
}
