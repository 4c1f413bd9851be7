// All notes in one list. A new note is one file, its test data and one entry here.

import { authorizationUnderWildcard } from "./authorization-under-wildcard.ts";
import { avoidablePreflight } from "./avoidable-preflight.ts";
import { cookieNotForOtherSites } from "./cookie-not-for-other-sites.ts";
import { csrfRejected } from "./csrf-rejected.ts";
import { everyOriginWithCredentials } from "./every-origin-with-credentials.ts";
import { htmlForJson } from "./html-for-json.ts";
import { ignoredSetCookie } from "./ignored-set-cookie.ts";
import { insecureOriginAllowed } from "./insecure-origin-allowed.ts";
import { literalExposeWildcard } from "./literal-expose-wildcard.ts";
import { localOriginAllowed } from "./local-origin-allowed.ts";
import { missingVaryOrigin } from "./missing-vary-origin.ts";
import type { Note } from "./note.ts";
import { nullOriginAllowed } from "./null-origin-allowed.ts";
import { opaqueResponse } from "./opaque-response.ts";
import { passesAgainstItsHeaders } from "./passes-against-its-headers.ts";
import { repeatedCorsHeader } from "./repeated-cors-header.ts";
import { repeatedPreflight } from "./repeated-preflight.ts";
import { unreadableResponseHeaders } from "./unreadable-response-headers.ts";
import { unsentCookie } from "./unsent-cookie.ts";
import { wildcardWithAllowCredentials } from "./wildcard-with-allow-credentials.ts";

/** Every note. Problems that a page has now come before problems that it may have later. */
export const notes: readonly Note[] = [
  passesAgainstItsHeaders,
  unreadableResponseHeaders,
  literalExposeWildcard,
  unsentCookie,
  ignoredSetCookie,
  cookieNotForOtherSites,
  csrfRejected,
  htmlForJson,
  opaqueResponse,
  missingVaryOrigin,
  repeatedCorsHeader,
  wildcardWithAllowCredentials,
  authorizationUnderWildcard,
  everyOriginWithCredentials,
  nullOriginAllowed,
  insecureOriginAllowed,
  localOriginAllowed,
  repeatedPreflight,
  avoidablePreflight,
];
