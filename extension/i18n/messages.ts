// The panel's texts. A source of texts comes in once, by `setLanguage`; texts with their values go out. The texts themselves
// are in `_locales`, and no other folder may hold text for users.

import type english from "../../_locales/en/messages.json";

/** The name of a text of the panel, as in `_locales/en/messages.json`. */
export type MessageName = keyof typeof english;

/** The name of a text that changes with a number, without its plural category. */
export type PluralName = MessageName extends infer Name ? (Name extends `${infer Base}_other` ? Base : never) : never;

/** The text of that name in the user's language, with the values in its placeholders; "" where there is none. */
export type MessageSource = (name: string, values: readonly string[]) => string;

/** The content of a `messages.json`. */
export type MessageFile = Readonly<
  Record<string, { readonly message: string; readonly placeholders?: Readonly<Record<string, { content: string }>> }>
>;

/** The texts of a file, as the browser's `i18n.getMessage` gives them. */
export function messagesIn(file: MessageFile): MessageSource {
  return (name, values) => {
    const { message = "", placeholders = {} } = file[name] ?? {};
    return message.replace(/\$(\w+)\$/g, (_, placeholder: string) => {
      const { content = "" } = placeholders[placeholder.toLowerCase()] ?? {};
      return values[Number(content.slice(1)) - 1] ?? "";
    });
  };
}

/** The language of the whole panel. `setLanguage` is the only function that changes it. */
let language = createLanguage((name) => name, "en");

/** Sets where the panel's texts come from: the browser, or a file. Each page calls it once, before it draws anything. */
export function setLanguage(messages: MessageSource): void {
  language = createLanguage(messages, messages("language" satisfies MessageName, []));
}

/** A text of the panel in the user's language. Numbers are written as that language writes them. */
export function t(name: MessageName, ...values: readonly (string | number)[]): string {
  return language.messages(name, values.map(formatValue));
}

/** The text for this count. The count is the first value, further values follow it. */
export function plural(name: PluralName, count: number, ...values: readonly (string | number)[]): string {
  const texts = [count, ...values].map(formatValue);
  const { messages, plurals } = language;
  return messages(`${name}_${plurals.select(count)}`, texts) || messages(`${name}_other`, texts);
}

/** The time of day, from milliseconds since the epoch. */
export function formatTime(at: number): string {
  return language.times.format(at);
}

/** A number as the user's language writes it; a string as it is. */
export function formatValue(value: string | number): string {
  return typeof value === "number" ? language.numbers.format(value) : value;
}

function createLanguage(messages: MessageSource, locale: string) {
  return {
    messages,
    numbers: new Intl.NumberFormat(locale),
    plurals: new Intl.PluralRules(locale),
    times: new Intl.DateTimeFormat(locale, { timeStyle: "medium" }),
  };
}
