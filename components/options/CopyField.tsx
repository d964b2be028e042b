import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { Icon } from '../controls/Icon';

const SAID_FOR = 4000;

/** A text to take along: shown whole, selected when touched, with **Copy** beside it. */
export function CopyField({ label, value, lines = 1 }: { label: string; value: string; lines?: number }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Field label={label}>
      {(control) => (
        <span class="copy-field">
          <textarea
            {...control}
            class="un-input mono"
            rows={lines}
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button
            describedBy={control.id}
            onClick={() =>
              void navigator.clipboard.writeText(value).then(
                () => setCopied(true),
                () => {},
              )
            }
          >
            <Icon name={copied ? 'check' : 'copy'} />
            {copied ? i18n.t('word.copied') : i18n.t('word.copy')}
          </Button>
          <span class="un-hidden" role="status">
            {copied ? i18n.t('word.copied') : ''}
          </span>
        </span>
      )}
    </Field>
  );
}
