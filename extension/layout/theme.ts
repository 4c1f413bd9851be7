import type { ThemeSource } from "../host/panels.ts";

/** Draws the page in the theme and in each later one, until the returned function is called. */
export function followTheme(theme: ThemeSource): () => void {
  const showTheme = () => document.documentElement.setAttribute("class", theme.now());
  showTheme();
  return theme.subscribe(showTheme);
}
