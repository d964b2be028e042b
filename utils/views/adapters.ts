import type { Frame, PageView, View } from './routes';

/** Where a row's id is read from. Strong sources come before weak ones in an adapter's list. */
export type IdSource =
  | { from: 'class'; prefix: string }
  | { from: 'attribute'; name: string }
  | { from: 'link'; after: string };

/** A place for a button in a view's toolbar: as the last child of an element, or just after it. */
export interface ToolbarAnchor {
  selector: string;
  place: 'inside' | 'after';
}

/** How one of Genesys's lists looked on a given date, as data: what a new look needs is a new entry. */
export interface Adapter {
  id: string;
  /** Year and month in which somebody last saw the page like this; `null` when nobody has, in public. */
  observed: string | null;
  evidence: string;
  frames: readonly Frame[];
  views: readonly View[];
  /** Each must also be a selector in `row-announcement.css`, which is what makes rows announce themselves. */
  rows: readonly string[];
  /** Rows of the same grid that stand for an agent or a queue. */
  otherRows: readonly string[];
  idFrom: readonly IdSource[];
  /** In order of preference. */
  toolbar: readonly ToolbarAnchor[];
}

const DT_ROW = 'div.dt-row.action-row[class*="entity-id-"]';
const DT_IDS: readonly IdSource[] = [
  { from: 'class', prefix: 'entity-id-' },
  { from: 'attribute', name: 'data-row-id' },
  { from: 'link', after: 'interactions/' },
];
const TOOLBAR: readonly ToolbarAnchor[] = [
  { selector: '.analytics-filter-bar', place: 'inside' },
  { selector: '.toggle-filters', place: 'after' },
  { selector: '.refresh-view', place: 'after' },
];

/** The lists Unstick knows. Order is preference; the first that fits the frame and the view is used. */
export const ADAPTERS: readonly Adapter[] = [
  {
    id: 'interactions.dt',
    observed: '2026-07',
    evidence:
      'Rows and their id class: two independent automations of the live page, 2025-10 and 2026-07. ' +
      'Toolbar classes: a user script for the live page, 2026.',
    frames: ['analytics'],
    views: ['interactions'],
    rows: [DT_ROW],
    otherRows: [],
    idFrom: DT_IDS,
    toolbar: TOOLBAR,
  },
  {
    id: 'queueDetail.dt',
    observed: null,
    evidence:
      'The same grid was read by a queue monitor user script (about 2025), which also saw the cells that mark ' +
      'an agent. That waiting and interacting rows carry the conversation id there is inferred.',
    frames: ['analytics'],
    views: ['queue'],
    rows: [DT_ROW],
    otherRows: [
      ':has(> .dt-cell.presenceIndicator)',
      ':has(> .dt-cell.status-picker)',
      ':has(> .dt-cell.agentName)',
    ],
    idFrom: DT_IDS,
    toolbar: TOOLBAR,
  },
];

/** The adapter for a page, or undefined where Unstick shows nothing in rows. */
export function adapterFor(page: PageView, adapters: readonly Adapter[] = ADAPTERS): Adapter | undefined {
  return adapters.find((one) => one.frames.includes(page.frame) && one.views.includes(page.view));
}

/** Whether the element is a row of this list that may stand for a conversation. */
export function isConversationRow(element: Element, adapter: Adapter): boolean {
  return (
    adapter.rows.some((selector) => element.matches(selector)) &&
    !adapter.otherRows.some((selector) => element.matches(selector))
  );
}
