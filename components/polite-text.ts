import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * A text for a live region that changes every second in the picture but should not be read out every second:
 * it follows `text` at once when `key` changes (another state), else at most every `everyMs`.
 */
export function usePoliteText(text: string, key: string, everyMs = 20_000): string {
  const [said, setSaid] = useState({ text, key, at: Date.now() });
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    if (key !== said.key) {
      setSaid({ text, key, at: Date.now() });
      return;
    }
    if (text === said.text) return;
    const wait = Math.max(0, said.at + everyMs - Date.now());
    const timer = setTimeout(() => setSaid({ text: latest.current, key, at: Date.now() }), wait);
    return () => clearTimeout(timer);
  }, [text, key, said, everyMs]);
  return said.text;
}
