import { i18n } from '#i18n';
import type { JobView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { Chip } from '../controls/Chip';
import type { Blocker } from './clear-plan';
import { blockerText } from './clear-words';
import { TallyBars } from './TallyBars';
import type { ClearState } from './use-clear';

/** Who the list is from, biggest first. Each one that is listed can be kept out of it, and taken back in. */
export function SenderBars({ job, state }: { job: JobView; state: ClearState }) {
  const { senders, keptSenders } = job.draft;
  return (
    <TallyBars
      title={i18n.t('clear.bySender')}
      tally={senders}
      nameOf={senderText}
      rowEnd={(name) => {
        const kept = keptSenders.includes(name);
        const busy = state.keepingSender === name;
        const blocker = busy ? undefined : keepBlocker(job, state);
        const shown = senderText(name);
        return (
          <>
            {kept && <Chip tone="ok">{i18n.t('clear.kept')}</Chip>}
            <Button
              small
              busy={busy}
              label={i18n.t(kept ? 'clear.takeSender' : 'clear.keepSender', [shown])}
              disabledReason={blocker && blockerText(blocker)}
              onClick={() => state.keep(name, !kept)}
            >
              {i18n.t(kept ? 'clear.take' : 'clear.keep')}
            </Button>
          </>
        );
      }}
    />
  );
}

/** Only a whole list can be changed, and one change comes after another. */
function keepBlocker(job: JobView, state: ClearState): Blocker | undefined {
  if (job.draft.collecting) return 'collecting';
  if (!job.draft.complete) return 'incomplete';
  return state.keeping.busy || state.starting.busy ? 'changing' : undefined;
}

/** The worker counts those without an address under one name of its own. */
function senderText(name: string): string {
  return name === 'unknown' ? i18n.t('word.unknown') : name;
}
