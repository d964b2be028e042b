import type { ComponentChildren } from 'preact';
import { Spinner } from './Spinner';

export type Tone = 'info' | 'ok' | 'warn' | 'bad';

/** A short state in a coloured pill; `busy` puts the turning ring before it. The tone is never the only sign. */
export function Chip({
  tone = 'info',
  busy,
  title,
  children,
}: {
  tone?: Tone;
  busy?: boolean;
  title?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <span class={`un-chip ${tone}`} title={title}>
      {busy && <Spinner />}
      <span>{children}</span>
    </span>
  );
}
