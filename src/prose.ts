/** The engine's prose in another language: each English text, `{0}` standing for its first value, and what it is there. */
export type Translations = Readonly<Record<string, string>>;

const english: Translations = {};
let translations = english;

/** Says in which language the engine speaks. Called once, before anything is diagnosed; without it, in English. */
export function speak(others: Translations): void {
  translations = others;
}

/** A text for people, in their language: one without values, or a template with values in its places. */
export function say(text: string): string;
export function say(text: TemplateStringsArray, ...values: readonly (string | number | null | undefined)[]): string;
export function say(
  text: string | TemplateStringsArray,
  ...values: readonly (string | number | null | undefined)[]
): string {
  if (typeof text === "string") return translations[text] ?? text;
  if (translations === english) return String.raw({ raw: text }, ...values);
  const original = text.map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`)).join("");
  return (translations[original] ?? original).replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)] ?? ""));
}
