import { render } from 'preact';
import { i18n } from '#i18n';
import { ClearQueueDialog } from '../../../components/clear/ClearQueueDialog';
import { Button } from '../../../components/controls/Button';
import { DisconnectDialog } from '../../../components/interaction/DisconnectDialog';
import { RowAction } from '../../../components/row/RowAction';
import { systemClock } from '../../../utils/clock/clock';
import type { WorkerClient } from '../../../utils/protocol/client';
import type { SingleView } from '../../../utils/protocol/views';
import { createDialogPiece } from '../../../utils/views/dialog-piece';
import { createDresser, removeStrays } from '../../../utils/views/mounting';
import { showNotice } from '../../../utils/views/notice-piece';
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
  /** False once an update cut this script off; asking ends it. */
  isAlive: () => boolean;
  signal: AbortSignal;
}): PageAgent {
  const { document, client, signal } = parts;
  const clock = systemClock;
  const erase = (root: HTMLElement) => render(null, root);
  removeStrays(document);

  const dresser = createDresser(document, css);
  const shared = { document, clock, dresser, erase, signal };
  const dialog = createDialogPiece(shared);
  // Read now: after an update there is nobody left to ask for words.
  const farewell = i18n.t('row.reload');
  const isAlive = () => {
    const isSeen = document.querySelector('unstick-row, unstick-toolbar') !== null;
    const alive = parts.isAlive();
    if (!alive && isSeen) showNotice({ document, clock, dresser }, farewell);
    return alive;
  };
  document.addEventListener('visibilitychange', isAlive, { signal });
  window.addEventListener('focus', isAlive, { signal });

  const isVisible = () => document.visibilityState === 'visible';
  const states = createRowStates({ client, clock, signal, isVisible });
  document.addEventListener('visibilitychange', states.visibilityChanged, { signal });

  const rows = createRowPieces({
    ...shared,
    states,
    isAlive,
    // Drawing asks the browser for words, which throws once this script is cut off.
    paint: (root, picture) => {
      if (isAlive()) render(<RowAction picture={picture} clock={clock} />, root);
    },
  });

  let clearing: string | undefined;

  /** One dialog at a time: what a row asks waits until the queue's dialog is closed. */
  function showDialog() {
    const [next] = states.asking();
    const queueId = clearing;
    if (queueId !== undefined) {
      dialog.show((root) =>
        render(<ClearQueueDialog client={client} queueId={queueId} onClose={close} />, root),
      );
    } else if (next) {
      dialog.show((root) => render(dialogAbout(next.conversationId, next.single), root));
    } else dialog.hide();
  }

  function close() {
    clearing = undefined;
    dialog.hide();
    showDialog();
  }

  const dialogAbout = (conversationId: string, single: SingleView) => (
    <DisconnectDialog
      key={single.jobId}
      single={single}
      clock={clock}
      onDisconnect={(event, reason) => {
        if (event.isTrusted) void states.confirm(conversationId, reason);
      }}
      onKeep={() => void states.keep(conversationId)}
    />
  );
  states.onAsking(showDialog);

  const toolbar = createToolbarPiece({
    ...shared,
    paint: (root, queueId) => {
      const open = () => {
        if (!isAlive()) return;
        clearing = queueId;
        showDialog();
      };
      render(<Button onClick={open}>{i18n.t('clear.button')}</Button>, root);
    },
  });

  const findQueue = createQueueFinder((queueId) => client.ask('queue.get', { queueId }));
  const agent = startPageAgent({ document, location: window.location, rows, toolbar, findQueue, signal });
  agent.look();
  return agent;
}
