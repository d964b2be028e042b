import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The English texts by dotted key, read from the product's own file: nested keys, one text a line, quoted or not. */
function readTexts(): Map<string, string> {
  const file = resolve(import.meta.dirname, '../../../components/locales/en.yml');
  const texts = new Map<string, string>();
  const path: string[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const found = /^( *)(['"]?)([\w.]+)\2:(?: (.*))?$/.exec(line);
    if (!found) continue;
    const [, indent = '', , key = '', value] = found;
    path.length = indent.length / 2;
    path.push(key);
    const text = value
      ?.trim()
      .replace(/^(['"])(.*)\1$/, '$2')
      .replaceAll("''", "'");
    if (text) texts.set(path.join('.'), text);
  }
  return texts;
}

const texts = readTexts();

/** Stands in for the browser's translations; a key that is not there is an error, as is a gap that is not filled. */
export const i18n = {
  t(key: string, filled: readonly (string | number)[] = []): string {
    const text = texts.get(key);
    if (text === undefined) throw new Error(`no text for ${key}`);
    return text.replace(/\$(\d)/g, (_, at) => {
      const value = filled[Number(at) - 1];
      if (value === undefined) throw new Error(`${key} has nothing for $${at}`);
      return String(value);
    });
  },
};
