import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView } from '../../utils/protocol/views';
import { useAction } from '../action';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { ProblemNotice } from '../controls/ProblemNotice';
import { pullRecord, type RecordFormat, saveRecord } from './record';

/** **Export CSV** and **Export JSON**: the whole record of a job as a file, at any time. */
export function RecordButtons({ client, job }: { client: WorkerClient; job: JobView }) {
  const action = useAction();
  const [saved, setSaved] = useState('');
  const save = (format: RecordFormat) =>
    void action.run(async () => {
      setSaved('');
      const record = await pullRecord(client, job.id, format);
      saveRecord(document, record, format);
      setSaved(i18n.t('job.exported', [record.fileName]));
    });
  return (
    <div class="record">
      <span class="quiet" role="status">
        {action.busy ? i18n.t('job.exporting') : saved}
      </span>
      <Button small accent="ghost" busy={action.busy} onClick={() => save('csv')}>
        <Icon name="download" />
        {i18n.t('job.exportCsv')}
      </Button>
      <Button small accent="ghost" busy={action.busy} onClick={() => save('json')}>
        <Icon name="download" />
        {i18n.t('job.exportJson')}
      </Button>
      {action.problem && <ProblemNotice problem={action.problem} />}
    </div>
  );
}
