/** The ring that turns while something is under way. Silent: the words beside it tell what. */
export function Spinner({ large }: { large?: boolean }) {
  return <i class={large ? 'un-spinner large' : 'un-spinner'} aria-hidden="true" />;
}
