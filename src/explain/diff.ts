import type { Diagnosis } from "../diagnosis.ts";
import { type Exchange, lastHop } from "../exchange.ts";
import { extractHeaderListValues, getHeader } from "../fetch/headers.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { translate } from "../text/translate.ts";
import { isAnswered, preflightStep, requestedHeaderNames } from "../verdict/check-response.ts";
import { passesEitherWay } from "./checklist.ts";

/** One requirement of the request, beside the part of the response that should meet it. */
export interface DiffRow {
  readonly step: "preflight" | "actual";
  /** The requirement, by its header where it has one: `Origin`, `Access-Control-Request-Method`, … */
  readonly requestField: string;
  readonly requestValue: string;
  /** The part of the response that meets it: `Access-Control-Allow-Origin`, `status`, … */
  readonly responseField: string;
  /** Null where the response does not have it, or where there was no response. */
  readonly responseValue: string | null;
  /** False where there was no response. */
  readonly isAnswered: boolean;
  /** `open` where the recording does not show whether it passes. */
  readonly state: "pass" | "fail" | "open";
}

/** The requirements of the deciding hop's request, each beside what its responses give. */
export function diffOf(diagnosis: Diagnosis): DiffRow[] {
  const hop = lastHop(diagnosis.fetch);
  const rows: DiffRow[] = [];
  if (hop.preflight) rows.push(...preflightRows(diagnosis, hop.preflight));
  if (hop.actual && hop.actual.status > 0 && hop.isCrossOrigin) {
    rows.push(...originRows(diagnosis, "actual", hop.actual, hop.origin));
  }
  return rows;
}

function preflightRows(diagnosis: Diagnosis, preflight: Exchange): DiffRow[] {
  const { method } = lastHop(diagnosis.fetch);
  const names = requestedHeaderNames(preflight.requestHeaders);
  const origin = getHeader(preflight.requestHeaders, "Origin") ?? lastHop(diagnosis.fetch).origin;
  const rows = originRows(diagnosis, "preflight", preflight, origin);
  rows.push({
    step: "preflight",
    requestField: "preflight",
    requestValue: translate("a status from 200 to 299"),
    responseField: "status",
    responseValue: preflight.status > 0 ? String(preflight.status) : null,
    isAnswered: isAnswered(preflight),
    state: stateOf(diagnosis, "preflight", "status"),
  });
  if (!isCorsSafelistedMethod(method)) {
    rows.push(listRow(diagnosis, preflight, "Access-Control-Request-Method", method, "Access-Control-Allow-Methods"));
  }
  const allowed = allowedNames(preflight);
  for (const name of names) {
    const row = listRow(diagnosis, preflight, "Access-Control-Request-Headers", name, "Access-Control-Allow-Headers");
    rows.push(row.state === "fail" && allowed.has(name) ? { ...row, state: "pass" } : row);
  }
  return rows;
}

function originRows(diagnosis: Diagnosis, step: DiffRow["step"], exchange: Exchange, origin: string): DiffRow[] {
  const { responseHeaders } = exchange;
  const rows: DiffRow[] = [
    {
      step,
      requestField: "Origin",
      requestValue: origin,
      responseField: "Access-Control-Allow-Origin",
      responseValue: getHeader(responseHeaders, "Access-Control-Allow-Origin"),
      isAnswered: isAnswered(exchange),
      state: stateOf(diagnosis, step, "Access-Control-Allow-Origin"),
    },
  ];
  if (diagnosis.credentials === "omit") return rows;
  const known = diagnosis.credentials === "include";
  const allowCredentials = getHeader(responseHeaders, "Access-Control-Allow-Credentials");
  const state = stateOf(diagnosis, step, "Access-Control-Allow-Credentials");
  rows.push({
    step,
    requestField: "credentials",
    requestValue: known ? "include" : translate("not recorded"),
    responseField: "Access-Control-Allow-Credentials",
    responseValue: allowCredentials,
    isAnswered: isAnswered(exchange),
    state: known || state !== "pass" ? state : allowCredentials === "true" ? "pass" : "open",
  });
  return rows;
}

function listRow(
  diagnosis: Diagnosis,
  preflight: Exchange,
  requestField: string,
  requestValue: string,
  responseField: string,
): DiffRow {
  return {
    step: "preflight",
    requestField,
    requestValue,
    responseField,
    responseValue: getHeader(preflight.responseHeaders, responseField),
    isAnswered: isAnswered(preflight),
    state: stateOf(diagnosis, "preflight", responseField),
  };
}

function stateOf(diagnosis: Diagnosis, step: DiffRow["step"], subject: string): DiffRow["state"] {
  const finding = diagnosis.findings.find((candidate) => candidate.step === step && candidate.subject === subject);
  if (!finding) return isJudged(diagnosis, step) ? "pass" : "open";
  return finding.certainty === "certain" ? "fail" : "open";
}

/** False for a response that the browser never got, or of which nothing says what it made of it: that neither passed nor failed. */
function isJudged({ outcome, findings, fetch }: Diagnosis, step: DiffRow["step"]): boolean {
  const { preflight, actual } = lastHop(fetch);
  const exchange = step === "preflight" ? preflight : actual;
  if (!exchange || !isAnswered(exchange)) return false;
  if (outcome === "allowed" || findings.length > 0) return true;
  if (step === "actual") return false;
  const { origin, method } = lastHop(fetch);
  return passesEitherWay(preflightStep(exchange, { origin, method, pageOrigin: fetch.origin }));
}

function allowedNames({ responseHeaders }: Exchange): Set<string> {
  return new Set(
    (extractHeaderListValues(responseHeaders, "Access-Control-Allow-Headers") ?? []).map((name) => name.toLowerCase()),
  );
}
