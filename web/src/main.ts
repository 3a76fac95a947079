import './page.css';
import { translate } from './html-words';
import { pause } from './later';
import { menu } from './menu';
import { PopAbout } from './panes/about';
import { PopActs } from './panes/acts';
import { PopBranches } from './panes/branches';
import { PopConnect } from './panes/connect';
import { PopConsole } from './panes/console';
import { PopExplain } from './panes/explain';
import { PopForeword } from './panes/foreword';
import { PopHelp } from './panes/help';
import { PopLadder } from './panes/ladder';
import { PopLog } from './panes/log';
import { PopMachine } from './panes/machine';
import { PopMaildrop } from './panes/maildrop';
import { PopMenu } from './panes/menu';
import { PopNotices } from './panes/notices';
import { PopOctets } from './panes/octets';
import { PopSheets } from './panes/sheets';
import { PopTask } from './panes/task';
import { PopTransport } from './panes/transport';
import { readParams } from './params';
import { PopPart } from './parts/part';
import { PopScope } from './scope';
import { fetches, lessonAddress } from './site';
import { browserShelf } from './storage';
import { PopTools } from './tools';
import { preferred, speak, spoken } from './words';

// Another lesson may be asked for than the one that this address has.
const { lesson: named } = readParams(location.search);
const there =
  named && document.querySelector(`.lessons a[href="${lessonAddress(named, '')}"]:not([aria-current])`);
if (named && there && fetches()) location.replace(lessonAddress(named, location.search) + location.hash);

// The words first: a language other than English is fetched before anything is drawn.
const wanted = readParams(location.search).lang ?? browserShelf.read('language');
const language = preferred(wanted, navigator.languages);
if (language !== 'en') await speak(language).catch(() => {});
if (spoken() !== 'en') translate(document);
document.addEventListener('popscope:words', () => translate(document));

// The frame first, with all that takes room in it; then pane by pane, so that
// the page answers in between, on the slowest machine too. Nothing jumps: those
// that come later have the room that is left.
const PANES: readonly (readonly [string, CustomElementConstructor])[][] = [
  [
    ['pop-acts', PopActs],
    ['pop-branches', PopBranches],
    ['pop-console', PopConsole],
    ['pop-explain', PopExplain],
    ['pop-foreword', PopForeword],
    ['pop-machine', PopMachine],
    ['pop-maildrop', PopMaildrop],
    ['pop-menu', PopMenu],
    ['pop-notices', PopNotices],
    ['pop-part', PopPart],
    ['pop-sheets', PopSheets],
    ['pop-task', PopTask],
    ['pop-tools', PopTools],
    ['pop-transport', PopTransport],
    ['pop-scope', PopScope],
  ],
  [
    ['pop-log', PopLog],
    ['pop-ladder', PopLadder],
  ],
  [['pop-octets', PopOctets]],
  [['pop-about', PopAbout]],
  [['pop-connect', PopConnect]],
  [['pop-help', PopHelp]],
];
for (const some of PANES) {
  for (const [name, pane] of some) customElements.define(name, pane);
  await pause();
}

const lessons = document.querySelector<HTMLDetailsElement>('details.lessons');
if (lessons) menu(lessons);
