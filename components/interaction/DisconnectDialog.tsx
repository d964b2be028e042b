import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Clock } from '../../utils/clock/clock';
import type { SingleView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { evidenceSentence, verdictHeadline } from './evidence-words';
import { mediaText } from './media-words';
import { ReasonInput } from './ReasonInput';

interface Props {
  single: SingleView;
  clock: Clock;
  /** Takes the event, because only a trusted gesture counts. */
  onDisconnect: (event: Event, reason?: string) => void;
  onKeep: () => void;
}

/**
 * Asks about one interaction: the evidence first, the way out second and in focus, the dangerous way last. A refused
 * one can only be overridden where the worker gave a confirmation for it. A reason is asked for where the worker
 * requires one: for an override, or because the policy wants one for every job, a ghost's too. There is no form in it:
 * a page can submit a form with an event that counts as trusted.
 */
export function DisconnectDialog({ single, clock, onDisconnect, onKeep }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const [reason, setReason] = useState('');
  const [shownAt] = useState(() => clock.now());
  const { verdict, evidence, friction, who, summary, confirmation, reasonRequired } = single;
  const refused = friction === 'refuse';
  const overridable = refused && confirmation !== undefined;
  const whyNot = whyNotNow(single, reason);

  useEffect(() => {
    const node = dialog.current;
    if (!node) return;
    if (!node.open) node.showModal();
    keep.current?.focus();
    return () => node.close();
  }, []);

  const about = [mediaText(summary.media), summary.remote, summary.queueName].filter(
    (part) => part !== undefined && part !== '',
  );
  return (
    <dialog
      ref={dialog}
      class="disconnect-dialog"
      aria-labelledby="title"
      aria-describedby="about evidence consequence"
      onCancel={(event) => {
        event.preventDefault();
        onKeep();
      }}
      onClose={onKeep}
    >
      <h2 id="title">{i18n.t('dialog.title')}</h2>
      <p id="about" class="dialog-about">
        <span>{about.join(' · ')}</span>
        <span class="dialog-who">{[who.orgName, who.region, who.userEmail || who.userName].join(' · ')}</span>
      </p>
      <div id="evidence" class={`un-notice ${refused ? 'bad' : 'warn'}`}>
        <strong>{verdictHeadline(verdict)}</strong>
        {evidence.length > 0 && (
          <ul>
            {evidence.map((one) => (
              <li key={`${one.fact} ${one.since ?? ''} ${one.media ?? ''}`}>
                {evidenceSentence(one, shownAt)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {reasonRequired && (
        <ReasonInput
          value={reason}
          hint={i18n.t(refused ? 'dialog.reasonHint' : 'dialog.reasonPolicy')}
          onInput={setReason}
        />
      )}
      <div class="dialog-foot">
        <p id="consequence">{whatFollows(single, overridable)}</p>
        <Button
          accent="danger"
          disabledReason={whyNot}
          onClick={(event) => onDisconnect(event, reasonRequired ? reason.trim() : undefined)}
        >
          {refused ? i18n.t('dialog.disconnectAnyway') : i18n.t('dialog.disconnect')}
        </Button>
        <Button accent="primary" buttonRef={keep} onClick={onKeep}>
          {i18n.t('dialog.keepIt')}
        </Button>
      </div>
    </dialog>
  );
}

function whyNotNow(single: SingleView, reason: string): string | undefined {
  const { friction, confirmation, reasonRequired } = single;
  if (friction === 'refuse' && confirmation === undefined) return i18n.t('dialog.refused');
  return reasonRequired && reason.trim() === '' ? i18n.t('dialog.reasonFirst') : undefined;
}

function whatFollows({ friction, verdict }: SingleView, overridable: boolean): string {
  if (friction === 'refuse' && !overridable) return i18n.t('dialog.refused');
  return verdict === 'live' ? i18n.t('dialog.consequenceLive') : i18n.t('dialog.consequence');
}
