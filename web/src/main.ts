import './page.css';
import { translate } from './html-words';
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

customElements.define('pop-about', PopAbout);
customElements.define('pop-acts', PopActs);
customElements.define('pop-branches', PopBranches);
customElements.define('pop-connect', PopConnect);
customElements.define('pop-console', PopConsole);
customElements.define('pop-explain', PopExplain);
customElements.define('pop-foreword', PopForeword);
customElements.define('pop-help', PopHelp);
customElements.define('pop-ladder', PopLadder);
customElements.define('pop-log', PopLog);
customElements.define('pop-machine', PopMachine);
customElements.define('pop-maildrop', PopMaildrop);
customElements.define('pop-menu', PopMenu);
customElements.define('pop-notices', PopNotices);
customElements.define('pop-octets', PopOctets);
customElements.define('pop-part', PopPart);
customElements.define('pop-sheets', PopSheets);
customElements.define('pop-task', PopTask);
customElements.define('pop-tools', PopTools);
customElements.define('pop-transport', PopTransport);
// The whole last: its parts are there when it draws itself.
customElements.define('pop-scope', PopScope);

const lessons = document.querySelector<HTMLDetailsElement>('details.lessons');
if (lessons) menu(lessons);
