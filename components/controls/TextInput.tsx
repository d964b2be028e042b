import type { ComponentChildren, Ref } from 'preact';
import { Field } from './Field';

/** A one-line field with its label; `numeric` only chooses the keyboard. `onInput` gets the text as typed. */
export function TextInput(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  numeric?: boolean;
  hint?: ComponentChildren;
  wrong?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}) {
  return (
    <Field label={props.label} hint={props.hint} wrong={props.wrong}>
      {(control) => (
        <input
          {...control}
          ref={props.inputRef ?? null}
          class="un-input"
          type="text"
          inputmode={props.numeric ? 'numeric' : undefined}
          value={props.value}
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
