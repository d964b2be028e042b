import type { SettingsView } from '../../utils/protocol/views';

/** The settings as they stand in the form: numbers as typed. */
export interface SettingsDraft {
  region: string;
  clientId: string;
  grant: SettingsView['grant'];
  undoSeconds: string;
  reservePercent: string;
  retentionDays: string;
}

type NumberKey = 'undoSeconds' | 'reservePercent' | 'retentionDays';

/** The least and the most that each number may be. */
const RANGES = {
  undoSeconds: [0, 30],
  reservePercent: [0, 50],
  retentionDays: [1, 365],
} as const satisfies Record<NumberKey, readonly [number, number]>;

const NUMBERS = Object.keys(RANGES) as NumberKey[];

/** Something in the form that cannot be saved: a number out of its range, or no client ID. */
export type Wrongs = Partial<Record<keyof SettingsDraft, readonly [number, number] | 'missing'>>;

export function draftOf(settings: SettingsView): SettingsDraft {
  return {
    region: settings.region,
    clientId: settings.clientId,
    grant: settings.grant,
    undoSeconds: String(settings.undoSeconds),
    reservePercent: String(settings.reservePercent),
    retentionDays: String(settings.retentionDays),
  };
}

/** What is wrong in the form, by field. Locked fields are the policy's business and never wrong here. */
export function wrongsOf(draft: SettingsDraft, locked: readonly string[]): Wrongs {
  const wrongs: Wrongs = {};
  if (draft.clientId.trim() === '' && !locked.includes('clientId')) wrongs.clientId = 'missing';
  for (const key of NUMBERS) {
    if (locked.includes(key)) continue;
    const [least, most] = RANGES[key];
    const text = draft[key].trim();
    if (!/^\d+$/.test(text) || Number(text) < least || Number(text) > most) wrongs[key] = RANGES[key];
  }
  return wrongs;
}

/** The settings that differ from the saved ones and are not locked: exactly what is to be saved. */
export function changesOf(
  draft: SettingsDraft,
  saved: SettingsView,
  locked: readonly string[],
): Partial<SettingsView> {
  const wanted: SettingsView = {
    region: draft.region,
    clientId: draft.clientId.trim(),
    grant: draft.grant,
    undoSeconds: Number(draft.undoSeconds),
    reservePercent: Number(draft.reservePercent),
    retentionDays: Number(draft.retentionDays),
  };
  const changed = Object.entries(wanted).filter(
    ([key, value]) => !locked.includes(key) && value !== saved[key as keyof SettingsView],
  );
  return Object.fromEntries(changed) as Partial<SettingsView>;
}
