import { explainNullOrigin } from "../../text/null-origin.ts";
import type { RefusedFetch } from "../reason.ts";
import { requestOrigin } from "./response.ts";

/** What to do about `Origin: null`, in place of advice that would allow it on the server; "" for any other origin. */
export function nullOriginAdvice(refusal: RefusedFetch): string {
  return requestOrigin(refusal) === "null" ? explainNullOrigin(refusal.fetch.origin) : "";
}
