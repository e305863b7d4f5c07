import * as v from 'valibot';
import { type LinkEntry, type LinkForm, shorten } from './kinds/kind';
import { escapeValue, unescapeValue } from './link-text';
import { overlay } from './overlay';
import type { RunConfig, RunConfigInput } from './run-config';
import { leadersOf, nameOf, SETTING_PATHS, type SettingPath, settingAt, valueAt, withSettings } from './settings';

export type { LinkEntry };

/**
 * The text of a link: what follows the `#`, with readable keys and only what differs from the default.
 *
 *     demo=conflict&k=30&seed=7        layers=64,32&adapters=1,2        domain=age&groups=<+25,25..34,older:>=+35
 *
 * Links are untrusted: unknown keys are ignored and named, bad values fall back to the default and are named.
 */

/** Longer links than this are not read. A full configuration takes a few hundred characters; with 20,000 columns, as many names more. */
export const LONGEST_LINK = 500_000;
/** More than this is counted, not said. */
const MOST_NOTES = 12;

export interface LinkReading {
  input: RunConfigInput;
  /** What was ignored, a sentence each, for the person to see. */
  notes: string[];
}

const FORMS = new Map<SettingPath, LinkForm<unknown>>(SETTING_PATHS.map((path) => [path, settingAt(path).kind.link(nameOf(path))]));
const KEYS: ReadonlySet<string> = new Set([...FORMS.values()].flatMap(({ keys }) => keys));

/** @returns the text after `#` (without it); empty where nothing differs from `base` */
export function toLink(config: RunConfigInput | RunConfig, base: RunConfig): string {
  return linkEntries(config, base)
    .map(([key, value]) => `${key}=${escapeValue(value)}`)
    .join('&');
}

/** What differs from `base`, in the words of a link; also used to say how two runs differ. */
export function linkEntries(config: RunConfigInput | RunConfig, base: RunConfig): LinkEntry[] {
  const full = overlay(base, config);
  const changed = (path: SettingPath) => JSON.stringify(valueAt(full, path)) !== JSON.stringify(valueAt(base, path));
  return [...FORMS].flatMap(([path, { write }]) => {
    return [path, ...leadersOf(path)].some(changed) ? write(valueAt(full, path)) : [];
  });
}

/** @param hash with or without the `#` */
export function fromLink(hash: string): LinkReading {
  const text = hash.replace(/^#/, '');
  if (text.length > LONGEST_LINK) return { input: {}, notes: [`The link is longer than ${LONGEST_LINK} characters, so it was not read.`] };
  const { values, notes } = readKeys(text);
  const ignore = (keys: readonly string[], why: string) => {
    const named = keys.map((key) => `“${key}=${shorten(values.get(key) ?? '')}”`).join(', ');
    notes.push(`${named} in the link was ignored: ${why}.`);
  };
  const stated: [SettingPath, unknown][] = [];
  for (const [path, form] of FORMS) {
    const present = form.keys.filter((key) => values.has(key));
    if (present.length === 0) continue;
    const { value, ignored } = form.read((key) => values.get(key));
    for (const { keys, why } of ignored) ignore(keys, why);
    if (value === undefined) continue;
    const { success, issues, output } = v.safeParse(settingAt(path).kind.schema, value);
    if (success) stated.push([path, output]);
    else {
      const used = present.filter((key) => !ignored.some(({ keys }) => keys.includes(key)));
      ignore(used, issues[0].message);
    }
  }
  return { input: withSettings({}, stated) as RunConfigInput, notes: fewNotes(notes) };
}

/** Sentences on what was ignored in a link: the first of them, and how many more there are. */
export function fewNotes(notes: readonly string[]): string[] {
  const more = notes.length - MOST_NOTES;
  return more > 0 ? [...notes.slice(0, MOST_NOTES), `${more} more parts of the link were ignored.`] : [...notes];
}

/** The keys of a link and their texts, and what is said of those that cannot be read. */
function readKeys(text: string): { values: Map<string, string>; notes: string[] } {
  const values = new Map<string, string>();
  const notes: string[] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const key = unescapeValue(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? undefined : unescapeValue(part.slice(at + 1));
    if (key === undefined || value === undefined) notes.push(`“${shorten(part)}” in the link cannot be read and was ignored.`);
    else if (!KEYS.has(key)) notes.push(`“${shorten(key)}” in the link is not a setting, so it was ignored.`);
    else values.set(key, value);
  }
  return { values, notes };
}
