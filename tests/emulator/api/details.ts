import { derivedChance } from '../random.ts';
import { analyticsConversation } from './analytics-conversation.ts';
import { ApiError, invalidField } from './api-error.ts';
import { createMatchList } from './details-matches.ts';
import { readDetailsQuery } from './details-query.ts';
import { object, positive } from './input.ts';
import type { Operation } from './operation.ts';

const VIEW = ['analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'];
const MAX_PAGE_SIZE = 100;
const MAX_ROWS = 100_000;

/**
 * `POST /analytics/conversations/details/query`. It finds what STARTED on a day that the interval touches, it is behind, its
 * pages drift and repeat, `totalHits` is only about right, and it ends at the 100,000th row.
 */
export function createDetailsOperation(): Operation {
  const matches = createMatchList(VIEW);
  return {
    name: 'postAnalyticsConversationsDetailsQuery',
    method: 'POST',
    path: '/api/v2/analytics/conversations/details/query',
    anyOf: VIEW,
    scope: 'analytics:readonly',
    kind: 'read',
    run: (call) => {
      const body = object(call.body, 'body');
      const paging = body.paging === undefined ? {} : object(body.paging, 'paging');
      const pageSize = paging.pageSize === undefined ? 25 : positive(paging.pageSize, 'paging.pageSize');
      const pageNumber =
        paging.pageNumber === undefined ? 1 : positive(paging.pageNumber, 'paging.pageNumber');
      if (pageSize > MAX_PAGE_SIZE)
        throw invalidField('paging.pageSize', `must not be over ${MAX_PAGE_SIZE}`);
      const query = readDetailsQuery(body);
      if (pageNumber * pageSize > MAX_ROWS) {
        throw new ApiError(
          400,
          'bad.request',
          `Pagination may not exceed ${MAX_ROWS} results. Split the interval into smaller ones to get all of them.`,
        );
      }
      const asOf = call.at - call.parts.knobs.detailsLagMs;
      const rows = matches(call, query, asOf);
      const page = new Set(rows.slice((pageNumber - 1) * pageSize, pageNumber * pageSize));
      call.covers([...page].map((each) => each.id));
      const error = call.parts.knobs.totalHitsError * (derivedChance(query.key, `${pageNumber}`) * 2 - 1);
      return {
        status: 200,
        body: {
          ...(page.size === 0
            ? {}
            : {
                conversations: [...page].map((each) => analyticsConversation(call.parts.world, each, asOf)),
              }),
          totalHits: Math.max(page.size, Math.round(rows.length * (1 + error))),
        },
      };
    },
  };
}
