import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Clock } from '../../utils/clock/clock';
import type { RowActs, RowPicture } from '../../utils/views/row-pieces';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { Spinner } from '../controls/Spinner';
import { useNow } from '../interaction/use-now';
import { type RowButton, type RowWords, rowWords } from './row-words';

/**
 * What stands at the end of a row: the button, or the state in its place. Nothing here is a form, because a page can
 * submit a form with an event that counts as trusted.
 */
export function RowAction({ picture, clock }: { picture: RowPicture; clock: Clock }) {
  const { state, changed, acts, conversationId } = picture;
  const now = useNow(clock, state.phase === 'under way');
  const words = rowWords(state, changed, now);
  const strip = useRef<HTMLDivElement>(null);
  useFocusKept(strip, words.buttons, conversationId);
  return (
    <div class="row-strip" ref={strip}>
      <Said words={words} />
      {words.buttons.map((button) => (
        <RowActionButton key={button} button={button} acts={acts} undoSeconds={words.undoSeconds} />
      ))}
    </div>
  );
}

function RowActionButton(props: { button: RowButton; acts: RowActs; undoSeconds: number | undefined }) {
  const { button, acts, undoSeconds } = props;
  switch (button) {
    case 'disconnect':
      return (
        <Button accent="ghost" icon small label={i18n.t('row.disconnect')} onClick={acts.disconnect}>
          <Icon name="unplug" />
        </Button>
      );
    case 'undo':
      return (
        <Button small onClick={acts.undo}>
          {i18n.t('row.undo')}
          <span class="row-countdown" aria-hidden="true">
            {`(${undoSeconds})`}
          </span>
        </Button>
      );
    case 'sign in':
      return (
        <Button small onClick={acts.signIn}>
          {i18n.t('row.signIn')}
        </Button>
      );
    case 'set up':
      return (
        <Button small onClick={acts.setUp}>
          {i18n.t('row.setUp')}
        </Button>
      );
  }
}

function Said({ words }: { words: RowWords }) {
  const { text, next, spoken, tone, facts } = words;
  const said = text !== undefined && (
    <span
      class={`row-said ${tone}${next === undefined ? '' : ' in-two'}`}
      title={facts || undefined}
      aria-hidden={spoken !== undefined}
    >
      {tone === 'busy' && <Spinner />}
      {tone === 'ok' && <Icon name="check" />}
      <span class="row-words">
        <span class="row-text">{text}</span>
        {next !== undefined && <span class="row-next">{next}</span>}
      </span>
    </span>
  );
  return (
    <>
      {spoken !== undefined && said}
      <span role="status">{spoken === undefined ? said : <span class="un-hidden">{spoken}</span>}</span>
    </>
  );
}

/** The pressed button goes away; whoever uses the keyboard finds the next one under their hands. */
function useFocusKept(strip: { current: HTMLElement | null }, buttons: RowButton[], conversationId: string) {
  const held = useRef<string>(undefined);
  const shown = buttons.join();
  useEffect(() => {
    const node = strip.current;
    if (!node) return;
    const hold = () => {
      held.current = conversationId;
    };
    const leave = (event: FocusEvent) => {
      if (event.relatedTarget !== null) held.current = undefined;
    };
    node.addEventListener('focusin', hold);
    node.addEventListener('focusout', leave);
    return () => {
      node.removeEventListener('focusin', hold);
      node.removeEventListener('focusout', leave);
    };
  }, [strip, conversationId]);
  useEffect(() => {
    const node = strip.current;
    if (held.current !== conversationId || shown === '' || !node) return;
    const root = node.getRootNode();
    const active = node.ownerDocument.activeElement;
    const isElsewhere = active !== null && active !== node.ownerDocument.body && !active.contains(node);
    if (isElsewhere || (root instanceof ShadowRoot && active === root.host)) return;
    node.querySelector('button')?.focus({ preventScroll: true });
  }, [strip, shown, conversationId]);
}
