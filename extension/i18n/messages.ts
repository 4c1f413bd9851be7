import type english from "../../_locales/en/messages.json";

/** The name of a text of the panel; `_locales/en/messages.json` holds them all. */
export type MessageName = keyof typeof english;

/** The name of a text that changes with a number, without its plural category. */
export type PluralName = MessageName extends infer Name ? (Name extends `${infer Base}_other` ? Base : never) : never;

/** The text of that name in people's language, with the values in its places; "" where there is none. */
export type MessageSource = (name: string, values: readonly string[]) => string;

/** What a `messages.json` holds. */
export type MessageFile = Readonly<
  Record<string, { readonly message: string; readonly placeholders?: Readonly<Record<string, { content: string }>> }>
>;

/** Texts as the browser's `i18n.getMessage` gives them, from one of its files. */
export function messagesIn(file: MessageFile): MessageSource {
  return (name, values) => {
    const { message = "", placeholders = {} } = file[name] ?? {};
    return message.replace(/\$(\w+)\$/g, (_, place: string) => {
      const { content = "" } = placeholders[place.toLowerCase()] ?? {};
      return values[Number(content.slice(1)) - 1] ?? "";
    });
  };
}

let source: MessageSource = (name) => name;
let formats = formatsOf("en");

/** Says where the texts come from: the browser, or a file in tests. Called once, before anything is drawn. */
export function setMessages(from: MessageSource): void {
  source = from;
  formats = formatsOf(t("language"));
}

/** A text of the panel in people's language. Numbers are written as that language writes them. */
export function t(name: MessageName, ...values: readonly (string | number)[]): string {
  return source(name, values.map(written));
}

/** The text for so many: the count is the first value, further ones follow it. */
export function plural(name: PluralName, count: number, ...values: readonly (string | number)[]): string {
  const texts = [count, ...values].map(written);
  return source(`${name}_${formats.plural.select(count)}`, texts) || source(`${name}_other`, texts);
}

/** A time of day, of milliseconds since the epoch. */
export function clock(at: number): string {
  return formats.time.format(at);
}

/** A number as people write it; text as it is. */
export function written(value: string | number): string {
  return typeof value === "number" ? formats.number.format(value) : value;
}

function formatsOf(language: string) {
  return {
    number: new Intl.NumberFormat(language),
    plural: new Intl.PluralRules(language),
    time: new Intl.DateTimeFormat(language, { timeStyle: "medium" }),
  };
}
