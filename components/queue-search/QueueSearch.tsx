import { useEffect, useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { Problem, QueueView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { Spinner } from '../controls/Spinner';
import { TextInput } from '../controls/TextInput';
import { problemOf } from '../interaction/problem-words';
import { RemedyButton } from '../session/RemedyButton';
import { waitingText } from './waiting-words';

const TYPING_PAUSE = 300;

/** Finds queues by a part of their name and offers **Clear queue…** for each; `onClear` says for which. */
export function QueueSearch(props: { client: WorkerClient; onClear: (queueId: string) => void }) {
  const [text, setText] = useState('');
  const search = useQueueSearch(props.client, text);
  const listId = useId();
  return (
    <section class="queue-search">
      <TextInput
        label={i18n.t('popup.findQueue')}
        placeholder={i18n.t('popup.findQueueHint')}
        value={text}
        onInput={setText}
      />
      <div aria-live="polite">
        {search.busy && (
          <p class="quiet">
            <Spinner /> {i18n.t('popup.searching')}
          </p>
        )}
        {!search.busy && search.queues?.length === 0 && <p class="quiet">{i18n.t('popup.noQueue')}</p>}
      </div>
      {search.problem && (
        <ProblemNotice
          problem={search.problem}
          remedy={(remedy) => (
            <RemedyButton client={props.client} remedy={remedy} onSignedIn={search.again} />
          )}
        />
      )}
      {!search.problem && search.queues && search.queues.length > 0 && (
        <ul class="queue-list">
          {search.queues.map((queue) => (
            <li key={queue.id}>
              <span class="queue-name" id={`${listId}-${queue.id}`}>
                <strong>{queue.name}</strong>
                <span>{waitingText(queue.waiting, queue.oldestSince, Date.now())}</span>
              </span>
              <Button small describedBy={`${listId}-${queue.id}`} onClick={() => props.onClear(queue.id)}>
                {i18n.t('clear.button')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface Answer {
  to: string;
  queues?: QueueView[];
  problem?: Problem;
}

/** Asks once typing has paused; an answer to an older text is never shown. */
function useQueueSearch(client: WorkerClient, text: string) {
  const [answer, setAnswer] = useState<Answer>();
  const [round, setRound] = useState(0);
  const needle = text.trim();
  // Another round asks the same again.
  useEffect(() => {
    if (needle === '') return;
    let overtaken = false;
    const show = (found: Answer) => {
      if (!overtaken) setAnswer(found);
    };
    const timer = setTimeout(() => {
      client.ask('queue.search', { text: needle }).then(
        (queues) => show({ to: needle, queues }),
        (error: unknown) => show({ to: needle, problem: problemOf(error) }),
      );
    }, TYPING_PAUSE);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [client, needle, round]);
  const asked = needle !== '';
  return {
    queues: asked ? answer?.queues : undefined,
    problem: asked && answer?.to === needle ? answer.problem : undefined,
    busy: asked && answer?.to !== needle,
    again: () => {
      setAnswer(undefined);
      setRound((before) => before + 1);
    },
  };
}
