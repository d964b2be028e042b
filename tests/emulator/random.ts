/** Numbers that look random and repeat exactly for the same seed. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [min, max]. */
  between(min: number, max: number): number;
  /** One of the given things. Throws on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** A made-up id in the form of a version 4 UUID. */
  uuid(): string;
}

/** @param seed any whole number; the same seed gives the same world, arrivals and latencies. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const word = (): number => Math.floor(next() * 4294967296) >>> 0;
  return {
    next,
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (list) => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new RangeError('cannot pick from an empty list');
      return found;
    },
    uuid: () => uuidFrom(word(), word(), word(), word()),
  };
}

const hex = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

function uuidFrom(a: number, b: number, c: number, d: number): string {
  const byte = (word: number, index: number): string => hex[(word >>> (24 - index * 8)) & 255] ?? '00';
  const four = (word: number): string => byte(word, 0) + byte(word, 1) + byte(word, 2) + byte(word, 3);
  const second = four((b & 0xffff0fff) | 0x00004000);
  const third = four((c & 0x3fffffff) | 0x80000000);
  return `${four(a)}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${four(d)}`;
}

/** A UUID that depends only on the words given: parts of a conversation keep their ids however late they are built. */
export function derivedUuid(...words: string[]): string {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (const word of words) {
    for (let i = 0; i <= word.length; i++) {
      // the end of a word counts too, so that ('ab','c') and ('a','bc') differ
      const k = i < word.length ? word.charCodeAt(i) : 0x1f;
      h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
      h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
      h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
      h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
    }
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return uuidFrom(h1 >>> 0, h2 >>> 0, h3 >>> 0, h4 >>> 0);
}

/** A number in [0, 1) that depends only on the words given. */
export function derivedChance(...words: string[]): number {
  return Number.parseInt(derivedUuid(...words).slice(0, 8), 16) / 4294967296;
}
