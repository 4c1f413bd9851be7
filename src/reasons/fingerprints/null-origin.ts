import { explainNullOrigin } from "../../text/null-origin.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { requestOrigin } from "./response.ts";

/**
 * What to do about `Origin: null` or `file://`, in place of advice that would allow it on the server; "" for any other origin.
 */
export function nullOriginAdvice(refusal: RefusedFetch): string {
  if (requestOrigin(refusal) === "file://") {
    return translate(
      "Load the page over https or from a custom scheme such as `app://`, and allow that origin. Do not allow `file://`: every local HTML file could then read the server's responses.",
    );
  }
  return requestOrigin(refusal) === "null" ? explainNullOrigin(refusal.fetch.origin) : "";
}
