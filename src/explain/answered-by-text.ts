import type { Diagnosis } from "../diagnosis.ts";
import { type AnsweredBy, serverToChange } from "../servers/answered-by.ts";
import { translate } from "../text/translate.ts";

/**
 * Who answered a refused request, in one sentence with the evidence: "Answered by nginx (`Server: nginx`), in front of
 * Express (`X-Powered-By: Express`)." "" where nothing shows it; the fix for any server says how to find out.
 */
export function answeredByText(diagnosis: Diagnosis): string {
  return chainText(diagnosis, withEvidence);
}

/** The same sentence without the evidence: "Answered by nginx, in front of Express (likely)." */
export function answeredByNames(diagnosis: Diagnosis): string {
  return chainText(diagnosis, ({ name, certainty }) => (certainty === "possible" ? translate`${name} (likely)` : name));
}

function changeText(name: string, certainty: "certain" | "possible"): string {
  return certainty === "possible" ? translate`Change ${name} (likely).` : translate`Change ${name}.`;
}

function chainText({ answeredBy, reasons }: Diagnosis, describe: (server: AnsweredBy) => string): string {
  if (answeredBy.length === 0) return "";
  const inFront = answeredBy.filter(({ layer }) => layer === "cdn" || layer === "gateway" || layer === "proxy");
  const ofLayer = (layer: AnsweredBy["layer"]) => answeredBy.filter((one) => one.layer === layer);
  // The product, framework and library make up one application: "Home Assistant with aiohttp".
  const application = [...ofLayer("product"), ...ofLayer("framework"), ...ofLayer("library")];
  const chain = [
    ...inFront.map(describe),
    ...(application.length > 0 ? [application.map(describe).join(translate(" with "))] : []),
  ];
  const toChange = serverToChange({ answeredBy, reasons });
  return [
    translate`Answered by ${chain.join(translate(", in front of "))}.`,
    ...(toChange && chain.length > 1 ? [changeText(toChange.server.name, toChange.certainty)] : []),
  ].join(" ");
}

function withEvidence({ name, evidence, certainty, isInResponse, madeResponse }: AnsweredBy): string {
  const remarks = [
    certainty === "possible" && translate("likely"),
    isInResponse ? evidence : translate`${evidence} in other responses`,
    madeResponse && translate("it created this response"),
  ].filter((remark) => remark !== false);
  return `${name} (${remarks.join(", ")})`;
}
