import { expect } from "vitest";
import { setTranslator } from "../../src/index.ts";

/** What a run told of, in a language that nobody speaks, and the English texts that it was made of. */
interface Disguised<T> {
  readonly told: T;
  readonly texts: ReadonlySet<string>;
}

/**
 * Lets the engine speak a language in which each letter is a wide one, so that English shows wherever a text was not
 * said in people's language. The text of the wire stays as it is.
 */
export function inDisguise<T>(run: () => T): Disguised<T> {
  const texts = new Set<string>();
  const translate = (text: string) => {
    if (isDisguised(text)) return undefined;
    texts.add(text);
    return disguised(text);
  };
  setTranslator(translate);
  try {
    return { told: run(), texts };
  } finally {
    setTranslator(undefined);
  }
}

/** Fails where a text has English words that were not said in people's language; names are none. */
export function expectNoEnglish(text: string): void {
  const words = withoutWireText(text).match(/(?<![\p{L}\d-])[a-z]{2,}(?![\w-])/gu) ?? [];
  expect(words, text).toEqual([]);
}

/** What a translator leaves as it is goes. */
export function withoutWireText(text: string): string {
  return text.replace(/`[^`]*`/g, "").replace(/\{\d\}/g, "");
}

function disguised(text: string): string {
  return text
    .split(/(`[^`]*`|\{\d\})/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[a-z]/gi, wide)))
    .join("");
}

const shift = 0xff41 - 0x61;
const wide = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + shift);
const isDisguised = (text: string) => /[\uff21-\uff5a]/.test(text);
