import { area, spoken } from './words';
import en from './words/en/page.json';

const say = area('page', en);

/**
 * The words that stand in the page's own tree, in English, so that it can be
 * read without a script: data-word names the message that is an element's
 * text, data-word-label the one that is its label; data-n counts. This puts
 * them into the language that is shown.
 */
export function translate(root: ParentNode): void {
  for (const e of root.querySelectorAll<HTMLElement>('[data-word], [data-word-label]')) {
    const { word, wordLabel, n } = e.dataset;
    const facts = n === undefined ? {} : { n: Number(n) };
    if (wordLabel) e.setAttribute('aria-label', say(`word.${wordLabel}` as keyof typeof en, facts));
    if (!word) continue;
    e.textContent = say(`word.${word}` as keyof typeof en, facts);
    e.lang = spoken();
  }
}
