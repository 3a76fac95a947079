import type { View } from '../../abi';
import { area } from '../../words';
import en from '../../words/en/break.json';

const say = area('break', en);

/** What each end has and believes, in a few words: counts of what the engine shows. */
export function ends(view: View, conn: number): { client: string[]; server: string[] } {
  const link = view.conns.find((c) => c.conn === conn);
  const messages = link?.messages ?? [];
  const whole = messages.filter((m) => m.holds === 'whole').length;
  const some = messages.filter((m) => m.holds !== 'whole' && m.holds !== 'nothing').length;
  const deleted = messages.filter((m) => m.deleted).length;
  const client = [
    link && link.count >= 0 ? say('told', { n: link.count }) : say('told.not'),
    say('holds', { n: whole }),
    ...(some > 0 ? [say('holds.some', { n: some })] : []),
    ...(deleted > 0 ? [say('believes', { n: deleted })] : []),
  ];
  const server: string[] = [];
  for (const drop of view.maildrops) {
    const there = drop.messages.filter((m) => !m.gone);
    const gone = drop.messages.length - there.length;
    const marked = there.filter((m) => m.marked).length;
    if (view.maildrops.length > 1 && link?.mailbox && drop.mailbox !== link.mailbox) continue;
    server.push(say('keeps', { n: there.length }));
    if (gone > 0) server.push(say('gone', { n: gone }));
    if (marked > 0) server.push(say('marked', { n: marked }));
    server.push(drop.holder > 0 ? say('locked', { conn: drop.holder }) : say('unlocked'));
  }
  return { client, server };
}
