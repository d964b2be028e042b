import type { SenderKind } from './commands';

/** The parts of the browser's message sender that the policy looks at. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  tab?: { id?: number | undefined; url?: string | undefined } | undefined;
  documentLifecycle?: string | undefined;
}

/**
 * Says what a sender is, or undefined for one that may ask nothing. A Genesys frame must be one of this
 * extension's content scripts, in a frame of an allowed apps host, inside a tab whose own address is of an
 * allowed apps host too: a foreign page that embeds Genesys gets no ear.
 */
export function senderKind(
  sender: Sender,
  self: { id: string; origin: string; isGenesysHost: (hostname: string) => boolean },
): SenderKind | undefined {
  if (sender.id !== self.id || !sender.url) return undefined;
  if (sender.url.startsWith(`${self.origin}/`)) return 'own page';
  if (sender.tab?.url === undefined) return undefined;
  return isHttpsOf(sender.url, self.isGenesysHost) && isHttpsOf(sender.tab.url, self.isGenesysHost)
    ? 'genesys frame'
    : undefined;
}

function isHttpsOf(url: string, isAllowed: (hostname: string) => boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port } = new URL(url);
  return protocol === 'https:' && port === '' && isAllowed(hostname);
}
