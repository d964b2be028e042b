import { resolve } from 'node:path';
import { parseMessagesFile } from '@wxt-dev/i18n/build';

type Fillings = readonly (string | number)[];

const messages = await parseMessagesFile(resolve(import.meta.dirname, '../../../components/locales/en.yml'));
const texts = new Map(messages.map((message) => [message.key.join('.'), message]));

/** Stands in for the browser's translations, with plurals. A key that is not there, or a gap left open, is an error. */
export const i18n = {
  t(key: string, first?: number | Fillings, second?: Fillings): string {
    const message = texts.get(key);
    if (message === undefined) throw new Error(`no text for ${key}`);
    const count = typeof first === 'number' ? first : undefined;
    const fillings = (typeof first === 'number' ? second : first) ?? (count === undefined ? [] : [count]);
    let text = message.type === 'plural' ? '' : message.message;
    if (message.type === 'plural') {
      if (count === undefined) throw new Error(`${key} needs a count`);
      const form = message.plurals[count] ?? message.plurals.n;
      if (form === undefined) throw new Error(`${key} has no form for ${count}`);
      text = form;
    }
    return text.replace(/\$(\d)/g, (_, at) => {
      const value = fillings[Number(at) - 1];
      if (value === undefined) throw new Error(`${key} has nothing for $${at}`);
      return String(value);
    });
  },
};
