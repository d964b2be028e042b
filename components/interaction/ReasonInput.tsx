import { i18n } from '#i18n';
import { TextInput } from '../controls/TextInput';

/** As much as the worker takes. */
const LONGEST_REASON = 500;

/** **Reason**: why a person does it, for the record. `hint` says why it is asked for; what is too long is cut off. */
export function ReasonInput(props: { value: string; hint: string; onInput: (value: string) => void }) {
  return (
    <TextInput
      label={i18n.t('dialog.reason')}
      value={props.value}
      placeholder={props.hint}
      onInput={(text) => props.onInput(text.slice(0, LONGEST_REASON))}
    />
  );
}
