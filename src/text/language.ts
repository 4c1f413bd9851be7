/**
 * The language of the engine's texts: one setting for the whole program, English until it is set. It is the only state
 * in the engine, because passing a language to each of several hundred `translate` calls would hide what they say.
 * The panel's `extension/i18n/language.ts` and the tests set it; `translate.ts` reads it; no other module may import it.
 */

/** Returns the translation of an English text, in which `{0}` stands for its first value; undefined where there is none. */
export type Translator = (english: string) => string | undefined;

let translator: Translator | undefined;

/** Sets the language of every text that the engine gives from now on; undefined for English. */
export function setTranslator(newTranslator: Translator | undefined): void {
  translator = newTranslator;
}

/** Returns the translator that is set; undefined for English. */
export function currentTranslator(): Translator | undefined {
  return translator;
}
