import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { ItemView, JobView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { durationText } from '../interaction/durations';
import { mediaText } from '../interaction/media-words';
import { reasonSentence } from '../interaction/outcome-words';
import { useItemPage } from '../job/item-pages';
import { Pager } from '../job/Pager';
import { numberText } from '../numbers';
import { clearPlan } from './clear-plan';

/** The list before it is started, page by page: what is chosen, and what is left out with the reason. */
export function DraftTable({ client, job }: { client: WorkerClient; job: JobView }) {
  const [leftOut, setLeftOut] = useState(false);
  const plan = clearPlan(job);
  const showsLeftOut = leftOut && plan.willStay > 0;
  const revision = `${plan.willEnd} ${plan.willStay} ${job.draft.keptSenders.join(' ')}`;
  const page = useItemPage(client, job.id, showsLeftOut ? 'left out' : 'pending', revision);
  return (
    <section class="draft-table">
      <div class="table-tools">
        <fieldset class="filters" aria-label={i18n.t('clear.show')}>
          <Button small pressed={!showsLeftOut} onClick={() => setLeftOut(false)}>
            {i18n.t('clear.chosen', plan.willEnd, [numberText(plan.willEnd)])}
          </Button>
          {plan.willStay > 0 && (
            <Button small accent="ghost" pressed={showsLeftOut} onClick={() => setLeftOut(true)}>
              {i18n.t('clear.leftOut', plan.willStay, [numberText(plan.willStay)])}
            </Button>
          )}
        </fieldset>
        <Pager page={page} total={showsLeftOut ? plan.willStay : plan.willEnd} />
      </div>
      {page.problem && <ProblemNotice problem={page.problem} />}
      <div class="table-box">
        <table class="un-table" aria-label={i18n.t('clear.tableName')}>
          <thead>
            <tr>
              <th scope="col">{i18n.t('clear.from')}</th>
              <th scope="col">{i18n.t('clear.media')}</th>
              <th scope="col">{i18n.t('clear.waiting')}</th>
              {showsLeftOut && <th scope="col">{i18n.t('clear.why')}</th>}
            </tr>
          </thead>
          <tbody>
            {page.items.map((item) => (
              <DraftRow key={item.conversationId} item={item} withReason={showsLeftOut} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function DraftRow({ item, withReason }: { item: ItemView; withReason: boolean }) {
  return (
    <tr title={item.conversationId}>
      <td class="wide">{item.from ?? item.conversationId}</td>
      <td>{mediaText(item.media)}</td>
      <td class="number">{item.since === undefined ? '' : durationText(Date.now() - item.since)}</td>
      {withReason && <td>{item.reason === undefined ? '' : reasonSentence(item.reason)}</td>}
    </tr>
  );
}
