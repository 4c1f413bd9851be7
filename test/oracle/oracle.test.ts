import { expect, test } from "vitest";
import { failureText, findFailure } from "./disagreements.ts";

const seed = 20261129;

/** Chromium's names of all refusals but those of the local network, which is no part of the Fetch standard. */
const everyOutcome = [
  "AllowOriginMismatch",
  "CorsDisabledScheme",
  "HeaderDisallowedByPreflightResponse",
  "InvalidAllowCredentials",
  "InvalidAllowHeadersPreflightResponse",
  "InvalidAllowMethodsPreflightResponse",
  "InvalidAllowOriginValue",
  "MethodDisallowedByPreflightResponse",
  "MissingAllowOriginHeader",
  "MultipleAllowOriginValues",
  "PreflightAllowOriginMismatch",
  "PreflightDisallowedRedirect",
  "PreflightInvalidAllowCredentials",
  "PreflightInvalidAllowOriginValue",
  "PreflightInvalidStatus",
  "PreflightMissingAllowOriginHeader",
  "PreflightMultipleAllowOriginValues",
  "PreflightWildcardOriginNotAllowed",
  "RedirectContainsCredentials",
  "WildcardOriginNotAllowed",
  "allowed",
  "failed",
];

test("20,000 random fetches, as Chromium records them, are diagnosed as the Fetch standard decides", () => {
  const { failure, diagnosed, outcomes } = findFailure({ seed, count: 20_000 });
  expect(failure && failureText(failure)).toBeNull();
  expect(diagnosed).toBeGreaterThanOrEqual(20_000);
  expect([...outcomes.keys()].sort()).toEqual(everyOutcome);
});
