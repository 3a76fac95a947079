import { html, type TemplateResult } from 'lit';
import { icon } from '../../parts/icons';
import { area, numeral, spoken } from '../../words';
import en from '../../words/en/devices.json';
import type { Happening } from './calendar';
import type { Sum } from './places';
import { DAY } from './week';

const say = area('devices', en);

/** What a device is called; one that is no laptop and no phone has the name it was given. */
export function deviceName(name: string): string {
  return name === 'laptop' || name === 'phone' ? say(`name.${name}`) : name;
}

/** The weekday of a day of the session. */
export function dayName(epoch: number, day: number, form: 'short' | 'long'): string {
  const date = new Date((epoch + (day * DAY) / 1e9) * 1000);
  return new Intl.DateTimeFormat(spoken(), { weekday: form, timeZone: 'UTC' }).format(date);
}

/** A happening of the calendar: in full, and as a sign. */
export function happening(h: Happening, day: string): { label: string; sign: TemplateResult } {
  if (h.device === undefined) return { label: say('came', { day }), sign: icon('session') };
  const device = deviceName(h.device);
  if (!h.in) return { label: say('away', { device, day }), sign: icon('lock') };
  const label = say(h.removed > 0 ? 'visit.removed' : 'visit', {
    device,
    day,
    got: h.got,
    removed: h.removed,
  });
  return { label, sign: html`+${numeral(h.got)}${h.removed > 0 ? html`<br />−${numeral(h.removed)}` : ''}` };
}

/** Who has how many: a line for the server and for each device. */
export function sentences(sum: Sum, names: readonly string[]): string[] {
  return [
    say('keeps', { n: sum.server, all: sum.all }),
    ...names.map((name) => {
      const { has, never, vain } = sum.devices.get(name) ?? { has: 0, never: 0, vain: 0 };
      return [
        say('has', { device: deviceName(name), n: has, all: sum.all }),
        ...(never > 0 ? [say('never', { n: never })] : []),
        ...(vain > 0 ? [say('vain', { n: vain })] : []),
      ].join(' ');
    }),
  ];
}
