// Times as people read them.
import { locale, strings } from './strings.js';

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const startOf = date => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export const timeOf = iso => clock.format(new Date(iso));

/** "Today", "Yesterday" or the day's name. */
export function dayOf(iso) {
  const date = new Date(iso);
  const days = Math.round((startOf(new Date()) - startOf(date)) / 86_400_000);
  if (days === 0) return strings.today;
  return days === 1 ? strings.yesterday : day.format(date);
}
