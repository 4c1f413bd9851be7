import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const cacheFailure = defineLookAlike({
  id: "cache-failure",
  title: "The browser could not read its own cache or a local file",
  headline: (failure) =>
    translate`The browser could not read its own cache or a local file (${quote(failure.exchange.error ?? "")})`,
  detect: (failure) => (hasNetError(failure, /^(CACHE_|FILE_|UPLOAD_FILE_CHANGED)/) ? "certain" : undefined),
  explain: () => "Clear the browser's cache. If the page uploads a file, choose the file again.",
});
