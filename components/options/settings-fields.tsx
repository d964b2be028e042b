import { i18n } from '#i18n';
import { Field } from '../controls/Field';
import { Icon } from '../controls/Icon';
import { TextInput } from '../controls/TextInput';

/** Says that the organisation's policy decides this one. */
export function LockedHint() {
  return (
    <span class="locked">
      <Icon name="lock" />
      {i18n.t('options.locked')}
    </span>
  );
}

/** A setting out of a list. */
export function SelectSetting(props: {
  label: string;
  value: string;
  choices: readonly { value: string; text: string }[];
  locked: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label} hint={props.locked && <LockedHint />}>
      {(control) => (
        <select
          {...control}
          class="un-input"
          value={props.value}
          disabled={props.locked}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {props.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A whole number in a range; `wrong` is that range when the typed one is not in it. */
export function NumberSetting(props: {
  label: string;
  hint: string;
  value: string;
  wrong: readonly [number, number] | 'missing' | undefined;
  locked: boolean;
  onInput: (value: string) => void;
}) {
  const range = props.wrong === 'missing' ? undefined : props.wrong;
  return (
    <TextInput
      numeric
      label={props.label}
      value={props.value}
      hint={props.locked ? <LockedHint /> : props.hint}
      wrong={range && i18n.t('options.numberBetween', [range[0], range[1]])}
      disabled={props.locked}
      onInput={props.onInput}
    />
  );
}
