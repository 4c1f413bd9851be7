import type english from "../../_locales/en/messages.json";

/** The name of one of the panel's messages, all of which are in `_locales/en/messages.json`. */
export type MessageName = keyof typeof english;

/** The name of a message that depends on a number, without its plural category. */
export type PluralName = MessageName extends infer Name ? (Name extends `${infer Base}_other` ? Base : never) : never;

/** Returns the message of that name in the user's language, with the values in its placeholders; "" where there is none. */
export type MessageSource = (name: string, values: readonly string[]) => string;

/** The content of a `messages.json`. */
export type MessageFile = Readonly<
  Record<string, { readonly message: string; readonly placeholders?: Readonly<Record<string, { content: string }>> }>
>;

/** Returns a source that reads one file as the browser's `i18n.getMessage` does. */
export function messagesIn(file: MessageFile): MessageSource {
  return (name, values) => {
    const { message = "", placeholders = {} } = file[name] ?? {};
    return message.replace(/\$(\w+)\$/g, (_, placeholder: string) => {
      const { content = "" } = placeholders[placeholder.toLowerCase()] ?? {};
      return values[Number(content.slice(1)) - 1] ?? "";
    });
  };
}

let source: MessageSource = (name) => name;
let formats = formatsOf("en");

/** Sets where the messages come from: the browser, or a file in tests. Called once, before anything is drawn. */
export function setMessages(newSource: MessageSource): void {
  source = newSource;
  formats = formatsOf(t("language"));
}

/** Returns a message in the user's language. Numbers are written as that language writes them. */
export function t(name: MessageName, ...values: readonly (string | number)[]): string {
  return source(name, values.map(formatValue));
}

/** Returns the message in the plural form for `count`, which is its first value; the other values follow. */
export function plural(name: PluralName, count: number, ...values: readonly (string | number)[]): string {
  const texts = [count, ...values].map(formatValue);
  return source(`${name}_${formats.plural.select(count)}`, texts) || source(`${name}_other`, texts);
}

/** Returns the time of day at `milliseconds` since the epoch. */
export function formatTime(milliseconds: number): string {
  return formats.time.format(milliseconds);
}

/** Returns a number as the user's language writes it, and a text unchanged. */
export function formatValue(value: string | number): string {
  return typeof value === "number" ? formats.number.format(value) : value;
}

function formatsOf(language: string) {
  return {
    number: new Intl.NumberFormat(language),
    plural: new Intl.PluralRules(language),
    time: new Intl.DateTimeFormat(language, { timeStyle: "medium" }),
  };
}
