import { setTranslator } from "../../src/index.ts";
import { type MessageSource, setMessages, t } from "./messages.ts";

/**
 * Sets the language of the panel's messages and of the engine's texts to that of the browser. Await it before anything
 * is diagnosed or drawn. The engine's texts stay English where their translations cannot be read.
 */
export async function loadLanguage(messages: MessageSource): Promise<void> {
  setMessages(messages);
  const language = t("language");
  document.documentElement.lang = language;
  if (language === "en") return;
  const file = new URL(`../../_locales/${language}/prose.json`, import.meta.url);
  try {
    const translations = new Map<string, string>(Object.entries(await (await fetch(file)).json()));
    setTranslator((english) => translations.get(english));
  } catch {
    // A panel with English explanations is better than a panel that shows nothing.
  }
}
