import type { Ref } from 'preact';
import { Field } from './Field';

/** A one-line text or number field with its label. `onInput` gets the text as typed, never trimmed. */
export function TextInput(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'number' | 'search';
  hint?: string | undefined;
  wrong?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean;
  min?: number;
  max?: number;
  inputRef?: Ref<HTMLInputElement>;
}) {
  return (
    <Field label={props.label} hint={props.hint} wrong={props.wrong}>
      {(control) => (
        <input
          {...control}
          ref={props.inputRef ?? null}
          class="un-input"
          type={props.type ?? 'text'}
          value={props.value}
          min={props.min}
          max={props.max}
          placeholder={props.placeholder}
          disabled={props.disabled}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
