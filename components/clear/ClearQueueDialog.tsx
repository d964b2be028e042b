import { useEffect, useId, useRef } from 'preact/hooks';
import type { WorkerClient } from '../../utils/protocol/client';
import { ClearQueue } from './ClearQueue';

/**
 * **Clear queue** as a modal dialog, in our own pages or in a shadow root inside Genesys. Escape and **Close** end the
 * dialog, never the job; `onClose` is called once it is closed and the focus is back where it was.
 */
export function ClearQueueDialog(props: { client: WorkerClient; queueId: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const node = dialog.current;
    if (!node) return;
    if (!node.open) node.showModal();
    node.querySelector<HTMLElement>('h2')?.focus();
    return () => node.close();
  }, []);
  return (
    <dialog ref={dialog} class="un-dialog" aria-labelledby={titleId} onClose={props.onClose}>
      <ClearQueue
        client={props.client}
        queueId={props.queueId}
        titleId={titleId}
        onClose={() => dialog.current?.close()}
      />
    </dialog>
  );
}
