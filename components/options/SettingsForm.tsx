import { useEffect, useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import { grantSchema, type SettingsState } from '../../utils/protocol/views';
import { useAction } from '../action';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { TextInput } from '../controls/TextInput';
import { LockedHint, NumberSetting, SelectSetting } from './settings-fields';
import { changesOf, draftOf, type SettingsDraft, wrongsOf } from './settings-form';

/** The settings, with the ones the organisation's policy decides shown as locked. */
export function SettingsForm(props: {
  client: WorkerClient;
  state: SettingsState;
  onSaved: (state: SettingsState) => void;
  onChanged: (changed: boolean) => void;
}) {
  const { client, state, onChanged } = props;
  const { locked, settings } = state;
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const saving = useAction();
  const titleId = useId();
  const wrongs = wrongsOf(draft, locked);
  const changes = changesOf(draft, settings, locked);
  const changed = Object.keys(changes).length > 0;
  useEffect(() => onChanged(changed), [changed, onChanged]);

  const put = <K extends keyof SettingsDraft>(key: K, value: SettingsDraft[K]) => {
    setSaved(false);
    setDraft((before) => ({ ...before, [key]: value }));
  };
  const save = () => {
    setTried(true);
    if (Object.keys(wrongs).length > 0) return;
    void saving.run(async () => {
      const next = await client.ask('settings.save', changes);
      props.onSaved(next);
      setDraft(draftOf(next.settings));
      setTried(false);
      setSaved(true);
    });
  };
  const number = (key: 'undoSeconds' | 'reservePercent' | 'retentionDays', label: string, hint: string) => (
    <NumberSetting
      label={label}
      hint={hint}
      value={draft[key]}
      wrong={wrongs[key]}
      locked={locked.includes(key)}
      onInput={(value) => put(key, value)}
    />
  );
  return (
    <section class="card padded" aria-labelledby={titleId}>
      <h2 id={titleId}>{i18n.t('options.formTitle')}</h2>
      <PolicyProblems problems={state.policyProblems} />
      <div class="form-grid">
        <SelectSetting
          label={i18n.t('options.region')}
          value={draft.region}
          choices={[
            { value: 'auto', text: i18n.t('options.regionAuto') },
            ...state.regions.map((region) => ({ value: region, text: region })),
          ]}
          locked={locked.includes('region')}
          onChange={(value) => put('region', value)}
        />
        <SelectSetting
          label={i18n.t('options.grant')}
          value={draft.grant}
          choices={[
            { value: 'pkce', text: i18n.t('options.grantPkce') },
            { value: 'implicit', text: i18n.t('options.grantImplicit') },
          ]}
          locked={locked.includes('grant')}
          onChange={(value) => put('grant', grantSchema.parse(value))}
        />
        <div class="span">
          <TextInput
            label={i18n.t('options.clientId')}
            value={draft.clientId}
            hint={locked.includes('clientId') ? <LockedHint /> : i18n.t('options.clientIdHint')}
            wrong={tried && wrongs.clientId ? i18n.t('options.clientIdMissing') : undefined}
            disabled={locked.includes('clientId')}
            onInput={(value) => put('clientId', value)}
          />
        </div>
        {number('undoSeconds', i18n.t('options.undoSeconds'), i18n.t('options.undoHint'))}
        {number('reservePercent', i18n.t('options.reservePercent'), i18n.t('options.reserveHint'))}
        {number('retentionDays', i18n.t('options.retentionDays'), i18n.t('options.retentionHint'))}
      </div>
      {saving.problem && <ProblemNotice problem={saving.problem} />}
      <div class="form-foot">
        <Button
          accent="primary"
          busy={saving.busy}
          disabledReason={changed ? undefined : i18n.t('options.nothingToSave')}
          onClick={save}
        >
          {saving.busy ? i18n.t('options.saving') : i18n.t('options.save')}
        </Button>
        <span role="status">
          {saved && !changed ? i18n.t('options.saved') : ''}
          {tried && Object.keys(wrongs).length > 0 ? i18n.t('options.saveFirst') : ''}
        </span>
      </div>
    </section>
  );
}

function PolicyProblems({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <div class="un-notice warn">
      <p>
        <strong>{i18n.t('options.policyProblems')}.</strong>
      </p>
      <ul class="un-facts">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}
