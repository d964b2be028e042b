import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** What a field hands to the control inside it, so that label, hint and complaint belong to it. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

/** A labelled form field: the label above, the control, then a hint and, if something is wrong with it, what. */
export function Field(props: {
  label: string;
  hint?: ComponentChildren;
  wrong?: string | undefined;
  children: (control: FieldControl) => ComponentChildren;
}) {
  const id = useId();
  const hintId = `${id}-hint`;
  const wrongId = `${id}-wrong`;
  const described = [props.hint ? hintId : '', props.wrong ? wrongId : ''].filter(Boolean).join(' ');
  return (
    <div class="un-field">
      <label for={id}>{props.label}</label>
      {props.children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': props.wrong ? true : undefined,
      })}
      {props.hint && (
        <span id={hintId} class="un-hint">
          {props.hint}
        </span>
      )}
      {props.wrong && (
        <span id={wrongId} class="un-wrong">
          {props.wrong}
        </span>
      )}
    </div>
  );
}
