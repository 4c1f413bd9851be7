import type { Diagnosis, DiffRow } from "../diagnosis.ts";
import { type Exchange, lastHop } from "../exchange.ts";
import { getHeader, getTokenList } from "../fetch/headers.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { say } from "../text/translate.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";

/** What the deciding hop's request asked against what its responses answered, one row for each thing asked. */
export function diffOf(diagnosis: Diagnosis): DiffRow[] {
  const hop = lastHop(diagnosis.fetch);
  const rows: DiffRow[] = [];
  if (hop.preflight) rows.push(...preflightRows(diagnosis, hop.preflight));
  if (hop.actual && hop.actual.status > 0 && hop.crossOrigin) {
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
    asked: "preflight",
    askedValue: say("a status from 200 to 299"),
    answered: "status",
    answeredValue: preflight.status > 0 ? String(preflight.status) : null,
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

function originRows(
  diagnosis: Diagnosis,
  step: DiffRow["step"],
  { responseHeaders }: Exchange,
  origin: string,
): DiffRow[] {
  const rows: DiffRow[] = [
    {
      step,
      asked: "Origin",
      askedValue: origin,
      answered: "Access-Control-Allow-Origin",
      answeredValue: getHeader(responseHeaders, "Access-Control-Allow-Origin"),
      state: stateOf(diagnosis, step, "Access-Control-Allow-Origin"),
    },
  ];
  if (diagnosis.credentials === "omit") return rows;
  const known = diagnosis.credentials === "include";
  const allowCredentials = getHeader(responseHeaders, "Access-Control-Allow-Credentials");
  const state = stateOf(diagnosis, step, "Access-Control-Allow-Credentials");
  rows.push({
    step,
    asked: "credentials",
    askedValue: known ? "include" : say("not recorded"),
    answered: "Access-Control-Allow-Credentials",
    answeredValue: allowCredentials,
    state: known || state !== "pass" ? state : allowCredentials === "true" ? "pass" : "open",
  });
  return rows;
}

function listRow(
  diagnosis: Diagnosis,
  { responseHeaders }: Exchange,
  asked: string,
  askedValue: string,
  answered: string,
): DiffRow {
  return {
    step: "preflight",
    asked,
    askedValue,
    answered,
    answeredValue: getHeader(responseHeaders, answered),
    state: stateOf(diagnosis, "preflight", answered),
  };
}

function stateOf({ findings }: Diagnosis, step: DiffRow["step"], subject: string): DiffRow["state"] {
  const finding = findings.find((candidate) => candidate.step === step && candidate.subject === subject);
  if (!finding) return "pass";
  return finding.certainty === "certain" ? "fail" : "open";
}

function allowedNames({ responseHeaders }: Exchange): Set<string> {
  return new Set(
    (getTokenList(responseHeaders, "Access-Control-Allow-Headers") ?? []).map((name) => name.toLowerCase()),
  );
}
