/**
 * What a test or the demo may ask of the page, in the shell's own query string (before the `#`):
 * - `theme=dark`            the vendor's dark attribute on every document
 * - `frames=two`            a second analytics frame, hidden, kept on the Interactions list
 * - `blank=<ms>`            how long the frame stays at about:blank first (300)
 * - `queueRoute=path|query|absent`  where a queue's own view keeps the queue's id
 * - `conversationId=shown`  the optional column that shows the id as text
 * - `subRows=ids`           an agent's interactions carry their ids (they do not by default)
 * - `details=page`          a row opens its interaction in another page instead of a workspace tab
 * - `hostile=clicks`        the page turns against whatever is mounted in it
 */
export function pageOptions(search) {
  const asked = new URLSearchParams(search);
  const queueRoute = asked.get('queueRoute');
  return {
    theme: asked.get('theme') === 'dark' ? 'dark' : 'light',
    twoFrames: asked.get('frames') === 'two',
    blankMs: Number(asked.get('blank') ?? 300),
    queueRoute: queueRoute === 'query' || queueRoute === 'absent' ? queueRoute : 'path',
    showConversationId: asked.get('conversationId') === 'shown',
    subRowIds: asked.get('subRows') === 'ids',
    detailsInPage: asked.get('details') === 'page',
    hostileClicks: asked.get('hostile') === 'clicks',
  };
}
