import type { Diagnosis } from "../diagnosis.ts";
import { type AnsweredBy, serverToChange } from "../servers/answered-by.ts";
import { translate } from "../text/translate.ts";

/**
 * The servers that responded to a refused request, from the page's side inwards, with the evidence: "Server: nginx
 * (`Server: nginx`), in front of Express (`X-Powered-By: Express`)." "" where nothing shows them; the fix for any server says
 * how to find out.
 */
export function answeredByText(diagnosis: Diagnosis): string {
  return labeled(chainText(diagnosis, withEvidence));
}

/** The same sentence without the evidence: "Server: nginx, in front of Express (likely)." */
export function answeredByNames(diagnosis: Diagnosis): string {
  return labeled(serverNames(diagnosis));
}

/** The servers alone, for a report that has its own label: "nginx, in front of Express (likely)." */
export function serverNames(diagnosis: Diagnosis): string {
  return chainText(diagnosis, (server) => {
    const { name, certainty, madeResponse } = server;
    const remarks = [
      certainty === "possible" && translate("likely"),
      // A reader expects the last server to respond, so only another one is worth a remark.
      madeResponse && isInFront(server) && translate("sent this response"),
    ].filter((remark) => remark !== false);
    return remarks.length > 0 ? `${name} (${remarks.join(", ")})` : name;
  });
}

function labeled(servers: string): string {
  return servers === "" ? "" : translate`Server: ${servers}`;
}

function changeText(name: string, certainty: "certain" | "possible"): string {
  return certainty === "possible" ? translate`Change ${name} (likely).` : translate`Change ${name}.`;
}

function chainText({ answeredBy, reasons }: Diagnosis, describe: (server: AnsweredBy) => string): string {
  if (answeredBy.length === 0) return "";
  const inFront = answeredBy.filter(isInFront);
  const ofLayer = (layer: AnsweredBy["layer"]) => answeredBy.filter((one) => one.layer === layer);
  // The product, framework and library make up one application: "Home Assistant with aiohttp".
  const application = [...ofLayer("product"), ...ofLayer("framework"), ...ofLayer("library")];
  const chain = [...inFront.map(describe), ...(application.length > 0 ? [withParts(application.map(describe))] : [])];
  const toChange = serverToChange({ answeredBy, reasons });
  return [
    `${chain.join(translate(", in front of "))}.`,
    ...(toChange && chain.length > 1 ? [changeText(toChange.server.name, toChange.certainty)] : []),
  ].join(" ");
}

function isInFront({ layer }: AnsweredBy): boolean {
  return layer === "cdn" || layer === "gateway" || layer === "proxy";
}

/** "Home Assistant with aiohttp and aiohttp_cors". */
function withParts([first = "", ...parts]: readonly string[]): string {
  if (parts.length === 0) return first;
  const [last = "", ...others] = parts.toReversed();
  return translate`${first} with ${others.length > 0 ? translate`${others.toReversed().join(", ")} and ${last}` : last}`;
}

function withEvidence({ name, evidence, certainty, isInResponse, madeResponse }: AnsweredBy): string {
  const remarks = [
    certainty === "possible" && translate("likely"),
    isInResponse ? evidence : translate`${evidence} in other responses`,
    madeResponse && translate("sent this response"),
  ].filter((remark) => remark !== false);
  return `${name} (${remarks.join(", ")})`;
}
