import type { Diagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { translate } from "../text/translate.ts";

/**
 * The error status of a response that the browser refused for a header, in one sentence: the page meets that error after
 * the CORS fix. "" where the headline tells the status, and where the status may be the refusal of the CORS middleware.
 */
export function errorStatusText({ fetch, verdict, reasons }: Diagnosis): string {
  const status = lastHop(fetch).actual?.status ?? 0;
  if (verdict?.step !== "actual" || status < 400) return "";
  if (verdict.cause === "missing-allow-origin" && (status === 400 || status === 403)) return "";
  if (reasons[0]?.title.includes(String(status))) return "";
  return translate`The response is also an error (HTTP ${status}). Fix that error too, because the page will see it next.`;
}
