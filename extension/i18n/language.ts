import { setTranslator as speakEngine } from "../../src/index.ts";
import { type MessageSource, setMessages, t } from "./messages.ts";

/** Lets panel and engine speak the language of the browser's texts. Awaited before anything is diagnosed or drawn. */
export async function loadLanguage(texts: MessageSource): Promise<void> {
  setMessages(texts);
  const language = t("language");
  document.documentElement.lang = language;
  if (language === "en") return;
  const prose = new URL(`../../_locales/${language}/prose.json`, import.meta.url);
  try {
    const translations = new Map<string, string>(Object.entries(await (await fetch(prose)).json()));
    speakEngine((english) => translations.get(english));
  } catch {
    // The engine's English is better than a panel that shows nothing.
  }
}
