import type { MailAccount, SetupForm } from '../../abi';

/** An account with one thing wrong in it, worth trying. */
export interface Experiment {
  key:
    | 'right'
    | 'password'
    | 'user'
    | 'name'
    | 'machine'
    | 'door'
    | 'refused'
    | 'silence'
    | 'deadlock'
    | 'early'
    | 'stls'
    | 'held'
    | 'again';
  account: MailAccount;
  /** What is entered wrongly, as the learner reads it. */
  what: string;
  held?: boolean;
  again?: boolean;
}

/** A port that nobody listens on, and one behind the firewall. */
const IDLE = 111;
const WALLED = 1995;

/** The mistakes that people make, each alone: made of what the form says is right. */
export function experiments(form: SetupForm): Experiment[] {
  const { right } = form;
  const secure = (name: string): number | undefined => form.securities.find((s) => s.name === name)?.port;
  const home = form.names.find((n) => n.name === right.server)?.address;
  const elsewhere = form.names.filter((n) => n.address !== home).at(-1)?.name;
  // The domain of an e-mail address mostly leads elsewhere.
  const address = `${right.user}@${elsewhere ?? right.server}`;
  const taken = new Set([right.port, ...form.securities.map((s) => s.port)]);
  // Another service of the same machine, secured like ours.
  const door = form.ports.find(
    (p) =>
      p.address === home && !taken.has(p.port) && p.meaning.includes('TLS') === (right.security === 'tls'),
  );
  const plain = secure('none');
  const all: (Experiment | undefined)[] = [
    { key: 'right', account: right, what: '' },
    { key: 'password', account: { ...right, password: `${right.password}s` }, what: `${right.password}s` },
    { key: 'user', account: { ...right, user: address }, what: address },
    slip(right),
    elsewhere ? { key: 'machine', account: { ...right, server: elsewhere }, what: elsewhere } : undefined,
    door ? { key: 'door', account: { ...right, port: door.port }, what: String(door.port) } : undefined,
    { key: 'refused', account: { ...right, port: IDLE }, what: String(IDLE) },
    { key: 'silence', account: { ...right, port: WALLED }, what: String(WALLED) },
    { key: 'deadlock', account: { ...right, security: 'none' }, what: String(right.port) },
    plain ? { key: 'early', account: { ...right, port: plain }, what: String(plain) } : undefined,
    plain ? { key: 'stls', account: { ...right, security: 'starttls', port: plain }, what: '' } : undefined,
    { key: 'held', account: right, what: '', held: true },
    { key: 'again', account: right, what: '', again: true },
  ];
  return all.filter((x) => x !== undefined);
}

/** Two letters of the server's name in the wrong order. */
function slip(right: MailAccount): Experiment {
  const [a = '', b = '', ...rest] = right.server;
  const server = [b, a, ...rest].join('');
  return { key: 'name', account: { ...right, server }, what: server };
}
