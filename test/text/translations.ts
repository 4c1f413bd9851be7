import { engineTexts, english, type Text } from "./engine-texts.ts";
import { lineOfKey, messageNames, readMessages, readTranslations } from "./locales.ts";

/** Returns the panel's own messages in a language as texts; their ids are the messages' names. */
export function panelTexts(language = "en"): Text[] {
  const lineOf = lineOfKey(`${language}/messages.json`);
  return Object.entries(readMessages(language)).map(([id, { message }]) => ({
    text: message,
    file: `_locales/${language}/messages.json`,
    line: lineOf(id),
    id,
    kind: message.endsWith(".") ? "explanation" : "label",
  }));
}

/** Returns the English texts that a language does not translate; the panel shows these in English. */
export function missingTranslations(language: string): Text[] {
  const translations = readTranslations(language);
  const messages = readMessages(language);
  const englishMessages = new Map(panelTexts().map((text) => [text.id, text]));
  const missing = [...messageNames(language)].filter(([name]) => !Object.hasOwn(messages, name));
  return [
    ...engineTexts.filter(({ text }) => !Object.hasOwn(translations, text)),
    ...missing.flatMap(([name, english]) => {
      const text = englishMessages.get(name) ?? englishMessages.get(english);
      return text ? [{ ...text, id: name }] : [];
    }),
  ];
}

/** Returns the translations in a language whose English text does not exist any more. */
export function unusedTranslations(language: string): Text[] {
  const file = `_locales/${language}/prose.json`;
  const lineOf = lineOfKey(`${language}/prose.json`);
  const names = messageNames(language);
  return [
    ...Object.keys(readTranslations(language))
      .filter((text) => !english.has(text))
      .map((text): Text => ({ text, file, line: lineOf(text), id: "", kind: "text" })),
    ...panelTexts(language).filter(({ id }) => !names.has(id)),
  ];
}
