import { setTranslator } from "../../src/index.ts";

/** The result of a run in the disguise language, and the English texts that were translated for it. */
interface Disguised<T> {
  readonly result: T;
  readonly texts: ReadonlySet<string>;
}

/**
 * Runs a function while the engine's language is a disguise: every letter is the full-width one, so that a text that
 * did not go through `translate` shows as English. Header names and other text in backticks stay as they are. The
 * engine is back to English afterwards.
 */
export function inDisguise<T>(run: () => T): Disguised<T> {
  const texts = new Set<string>();
  setTranslator((text) => {
    if (isDisguised(text)) return undefined;
    texts.add(text);
    return disguise(text);
  });
  try {
    return { result: run(), texts };
  } finally {
    setTranslator(undefined);
  }
}

/** Returns a text without what no language translates: text in backticks, and the places of values. */
export function withoutWireText(text: string): string {
  return text.replace(/`[^`]*`/g, "").replace(/\{\d\}/g, "");
}

function disguise(text: string): string {
  return text
    .split(/(`[^`]*`|\{\d\})/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[a-z]/gi, fullWidth)))
    .join("");
}

const shift = 0xff41 - 0x61;
const fullWidth = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + shift);
const isDisguised = (text: string) => /[\uff21-\uff5a]/.test(text);
