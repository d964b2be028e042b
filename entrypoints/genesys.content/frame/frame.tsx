import { render } from 'preact';
import { i18n } from '#i18n';
import { Button } from '../../../components/controls/Button';
import { DisconnectDialog } from '../../../components/interaction/DisconnectDialog';
import { RowAction } from '../../../components/row/RowAction';
import { systemClock } from '../../../utils/clock/clock';
import type { WorkerClient } from '../../../utils/protocol/client';
import { createDialogPiece } from '../../../utils/views/dialog-piece';
import { createDresser, removeStrays } from '../../../utils/views/mounting';
import { type PageAgent, startPageAgent } from '../../../utils/views/page-agent';
import { createQueueFinder } from '../../../utils/views/queue-finder';
import { createRowPieces } from '../../../utils/views/row-pieces';
import { createRowStates } from '../../../utils/views/row-states';
import { createToolbarPiece } from '../../../utils/views/toolbar-piece';
import css from './sheet.css?inline';

/** Puts a frame's parts together. Everything ends, and goes, with the signal. */
export function startFrame(parts: {
  document: Document;
  client: WorkerClient;
  signal: AbortSignal;
}): PageAgent {
  const { document, client, signal } = parts;
  const clock = systemClock;
  const erase = (root: HTMLElement) => render(null, root);
  removeStrays(document);

  const dresser = createDresser(document, css);
  const shared = { document, clock, dresser, erase, signal };
  const dialog = createDialogPiece(shared);
  const isVisible = () => document.visibilityState === 'visible';
  const states = createRowStates({ client, clock, signal, isVisible });
  document.addEventListener('visibilitychange', states.visibilityChanged, { signal });

  const rows = createRowPieces({
    ...shared,
    states,
    paint: (root, picture) => render(<RowAction picture={picture} clock={clock} />, root),
  });

  states.onAsking(() => {
    const [next] = states.asking();
    if (!next) return dialog.hide();
    const { conversationId, single } = next;
    dialog.show((root) =>
      render(
        <DisconnectDialog
          key={single.jobId}
          single={single}
          clock={clock}
          onDisconnect={(event, reason) => {
            if (event.isTrusted) void states.confirm(conversationId, reason);
          }}
          onKeep={() => void states.keep(conversationId)}
        />,
        root,
      ),
    );
  });

  const toolbar = createToolbarPiece({
    ...shared,
    paint: (root, queueId) =>
      render(<Button onClick={() => clearQueue(queueId)}>{i18n.t('clear.button')}</Button>, root),
  });

  function clearQueue(_queueId: string) {}

  const findQueue = createQueueFinder((queueId) => client.ask('queue.get', { queueId }));
  const agent = startPageAgent({ document, location: window.location, rows, toolbar, findQueue, signal });
  agent.look();
  return agent;
}
