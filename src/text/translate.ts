/** The engine's prose in another language: what an English text is there, `{0}` standing for its first value. */
export type Translator = (english: string) => string | undefined;

let translator: Translator | undefined;

/** Says in which language the engine speaks, from now on; in English where it is not told, or a text has no other. */
export function setTranslator(others: Translator | undefined): void {
  translator = others;
}

/**
 * A text for people, in their language: one without values, or a template with values in its places. What stands by
 * itself, as titles do, is said by the engine where it tells it; what is put together says itself.
 */
export function translate(text: string): string;
export function translate(text: TemplateStringsArray, ...values: readonly (string | number)[]): string;
export function translate(text: string | TemplateStringsArray, ...values: readonly (string | number)[]): string {
  if (typeof text === "string") return translator?.(text) ?? text;
  if (!translator) return String.raw({ raw: text }, ...values);
  const original = text.map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`)).join("");
  return (translator(original) ?? original).replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}
