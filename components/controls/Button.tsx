import type { ComponentChildren, Ref, TargetedMouseEvent } from 'preact';
import { useId } from 'preact/hooks';

type Accent = 'primary' | 'secondary' | 'ghost' | 'danger';

export interface ButtonProps {
  children: ComponentChildren;
  onClick: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
  accent?: Accent;
  small?: boolean;
  /** Why the button cannot be used now. Its presence disables the button and is told to everyone. */
  disabledReason?: string | undefined;
  /** Something is under way because of this button. It ignores clicks and says so to a screen reader. */
  busy?: boolean;
  /** For a button that switches something: whether it is on. */
  pressed?: boolean | undefined;
  /** The accessible name, where the visible one is an icon or too short. */
  label?: string | undefined;
  /** The id of what the button belongs to, where several have the same name. */
  describedBy?: string | undefined;
  /** Only an icon inside: a square button. */
  icon?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
}

/**
 * A button in the manner of Genesys. A disabled one stays in the tab order and says why, as its tooltip and as
 * its description, so that nobody meets a dead control without an explanation. Only a person's own gesture counts:
 * a click that a script made does nothing, wherever the button stands.
 */
export function Button(props: ButtonProps) {
  const { accent = 'secondary', small, icon, disabledReason, busy, pressed, label } = props;
  const reasonId = useId();
  const blocked = disabledReason !== undefined || busy === true;
  const names = ['un-button', accent, small ? 'small' : '', icon ? 'icon' : ''];
  return (
    <>
      <button
        type="button"
        ref={props.buttonRef ?? null}
        class={names.filter(Boolean).join(' ')}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={blocked ? true : undefined}
        aria-busy={busy ? true : undefined}
        aria-describedby={disabledReason === undefined ? props.describedBy : reasonId}
        title={disabledReason ?? (icon ? label : undefined)}
        onClick={(event) => {
          if (event.isTrusted && !blocked) props.onClick(event);
        }}
      >
        {props.children}
      </button>
      {disabledReason !== undefined && (
        <span id={reasonId} class="un-hidden">
          {disabledReason}
        </span>
      )}
    </>
  );
}
