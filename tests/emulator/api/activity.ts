import { activityResult } from './activity-result.ts';
import {
  ACTIVITY_DIMENSIONS,
  ACTIVITY_METRICS,
  ACTIVITY_PERMISSION,
  groupRows,
  matching,
  rowOf,
} from './activity-rows.ts';
import { invalidField } from './api-error.ts';
import { readFilter, requiredValues } from './filter.ts';
import { filledList, object, oneOf, only, positiveParameter } from './input.ts';
import type { Call, Operation } from './operation.ts';

/** `POST /analytics/conversations/activity/query`: what the queues hold right now, in groups. */
export const activityOperation: Operation = {
  name: 'postAnalyticsConversationsActivityQuery',
  method: 'POST',
  path: '/api/v2/analytics/conversations/activity/query',
  anyOf: ACTIVITY_PERMISSION,
  scope: 'analytics:readonly',
  kind: 'read',
  run: (call) => {
    const body = object(call.body, 'body');
    only(body, ['metrics', 'groupBy', 'filter', 'order'], 'body');
    const metrics = filledList(body.metrics, 'metrics').map((each, index) => {
      const fields = object(each, `metrics[${index}]`);
      only(fields, ['metric', 'details'], `metrics[${index}]`);
      return {
        metric: oneOf(fields.metric, ACTIVITY_METRICS, `metrics[${index}].metric`),
        details: fields.details === true,
      };
    });
    const groupBy = filledList(body.groupBy, 'groupBy').map((each, index) =>
      oneOf(each, ACTIVITY_DIMENSIONS, `groupBy[${index}]`),
    );
    const filter = readFilter(body.filter, 'filter', {
      dimensions: ACTIVITY_DIMENSIONS,
      operators: ['matches', 'exists', 'notExists'],
      maxPredicates: call.parts.knobs.activityMaxPredicates,
    });
    const ids = requiredValues(filter, 'conversationId');
    if (ids && call.parts.knobs.activityIdFilter === 'refuses') {
      throw invalidField('filter', 'the dimension conversationId cannot be filtered by');
    }
    if (ids) call.covers(ids);
    if (body.order !== undefined) oneOf(body.order, ['asc', 'desc', 'unordered'], 'order');
    const paging = readPaging(call);

    const rows = matching(call, filter, ids, new Set(metrics.map((each) => each.metric)));
    const wanted = metrics.some((each) => each.details) && call.parts.knobs.activityEntities === 'present';
    const groups = groupBy.includes('conversationId')
      ? paging(rows).map((found) => [rowOf(call, found)])
      : paging(groupRows(call, rows, groupBy).values());
    if (!ids) for (const group of groups) call.covers(group.map((row) => row.conversation.id));
    return {
      status: 200,
      body: {
        results: groups.map((group) => activityResult(call, group, groupBy, metrics, wanted)),
        entityIdDimension: 'conversationId',
      },
    };
  },
};

/** Cuts the rows to the page asked for, in whichever of the three ways the knobs say. */
function readPaging(call: Call): <T>(rows: Iterable<T>) => T[] {
  const { knobs } = call.parts;
  const asked = call.query.has('pageSize') || call.query.has('pageNumber');
  const size = positiveParameter(call.query, 'pageSize', knobs.activityDefaultPageSize);
  const page = positiveParameter(call.query, 'pageNumber', 1);
  switch (knobs.activityPaging) {
    case 'ignores paging':
      return (rows) => [...rows];
    case 'caps':
      return (rows) => window(rows, 0, knobs.activityCap);
    case 'pages': {
      if (!asked && knobs.activityUnpaged === 'all') return (rows) => [...rows];
      if (size > knobs.activityMaxPageSize && knobs.activityOversize === 'refuses') {
        throw invalidField('pageSize', `must not be over ${knobs.activityMaxPageSize}`);
      }
      const real = Math.min(size, knobs.activityMaxPageSize);
      return (rows) => window(rows, (page - 1) * real, real);
    }
  }
}

/** Goes no further than it must: a queue of 50,000 is walked for each page. */
function window<T>(rows: Iterable<T>, skip: number, take: number): T[] {
  const found: T[] = [];
  let index = 0;
  for (const row of rows) {
    if (index++ < skip) continue;
    found.push(row);
    if (found.length >= take) break;
  }
  return found;
}
