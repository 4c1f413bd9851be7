import { setTranslator } from "../../src/index.ts";
import { type MessageSource, setLanguage, t } from "./messages.ts";

/** Sets the language of the panel and of the engine to that of the browser's texts. Resolves once both have it. */
export async function loadLanguage(messages: MessageSource): Promise<void> {
  setLanguage(messages);
  const language = t("language");
  document.documentElement.lang = language;
  if (language === "en") return;
  const prose = new URL(`../../_locales/${language}/prose.json`, import.meta.url);
  try {
    const translations = new Map<string, string>(Object.entries(await (await fetch(prose)).json()));
    setTranslator((english) => translations.get(english));
  } catch {
    // The panel then shows the engine's texts in English.
  }
}
