import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  diagnose,
  findNotes,
  fixesFor,
  type Header,
  plainDiagnosis,
  readHar,
  redactHar,
  redactHeaders,
  redactUrl,
} from "../../src/index.ts";
import { redactBody } from "../../src/redact/redact-words.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";

describe("a URL", () => {
  test.each([
    ["https://api.example/v1/users?id=7&sort=name", "https://api.example/v1/users?id=REDACTED&sort=REDACTED"],
    ["https://bob:pa@ss@api.example:8443/a", "https://REDACTED@api.example:8443/a"],
    ["https://bob@api.example?token=a=b#id_token=c", "https://REDACTED@api.example?token=REDACTED#REDACTED"],
    ["https://api.example/?debug&YWxhZGRpbg==&a=&9f86d081", "https://api.example/?debug&REDACTED&a=&REDACTED"],
    ["/login;jsessionid=9F86D081?next=/a?b", "/login;jsessionid=REDACTED?next=REDACTED"],
    ["login?next=https://a.example", "login?next=REDACTED"],
    ["//bob:secret@api.example/@scope/a", "//REDACTED@api.example/@scope/a"],
    ["https:bob:secret@api.example", "https:REDACTED@api.example"],
    ["blob:https://bob:secret@api.example/0b5c", "blob:https://REDACTED@api.example/0b5c"],
    ["data:text/html,<p>secret", "data:text/html,REDACTED"],
    ["https://@api.example/a@b:c", "https://@api.example/a@b:c"],
    ["http://localhost:3000/#", "http://localhost:3000/#"],
    ["not a URL?a=b", "not a URL?a=REDACTED"],
    ["https://api.example/?sk_live_rXf8mz3v=1&lxNDgyIuIoUCCuovQz", "https://api.example/?REDACTED=REDACTED&REDACTED"],
    ["https://api.example/v1/eyJhbGciOiJI.eyJzdWIi.c2ln/a", "https://api.example/v1/REDACTED/a"],
    ["/v1/eyJhbGciOiJI.eyJzdWIi", "/v1/REDACTED"],
    ["/v1/eyJpZCI6MTIzfQ/items", "/v1/eyJpZCI6MTIzfQ/items"],
    ["/api/webhooks/123456789012345/", "/api/webhooks/123456789012345/"],
    ["https://api.example/%73k_live%5FrXf8mz3v", "https://api.example/REDACTED"],
    ["https://api.example/x%2573k_live_rXf8mz3v", "https://api.example/x%2573k_live_rXf8mz3v"],
    ["https://api.example/github_pat_11ABC_def", "https://api.example/REDACTED"],
    ["https://api.example/glpat-abcdefGHIJKL123", "https://api.example/REDACTED"],
    ["https://api.example/xoxb-1234-abcd/", "https://api.example/REDACTED/"],
    ["https://api.example/AKIAIOSFODNN7EXAMPLE", "https://api.example/REDACTED"],
    ["https://api.example/AIzaSyA-1234567890", "https://api.example/REDACTED"],
    [
      "https://hooks.example/services/T0AB12CD3/B0XY98ZW7/abc",
      "https://hooks.example/services/T0AB12CD3/B0XY98ZW7/REDACTED",
    ],
    [
      "https://hooks.example/workflows/T0AB12/A0XY98/12/abc",
      "https://hooks.example/workflows/T0AB12/A0XY98/12/REDACTED",
    ],
    ["https://x.example/api/webhooks/123456789012345/abc_d", "https://x.example/api/webhooks/123456789012345/REDACTED"],
    ["https://api.example/bot123456789:zn9pLf/sendMessage", "https://api.example/REDACTED/sendMessage"],
    ["/api/keys/7bf37ba2-a2ae-46e6-a9cc-cccccccccccc/users", "/api/keys/REDACTED/users"],
    ["/reset%2Dpassword/vtxigheIIEGMMwECabcde", "/reset%2Dpassword/REDACTED"],
    ["/api/users/7bf37ba2-a2ae-46e6-a9cc-cccccccccccc", "/api/users/7bf37ba2-a2ae-46e6-a9cc-cccccccccccc"],
    ["/api/tokens/current/refresh-token/settings", "/api/tokens/current/refresh-token/settings"],
    ["/api/token=abc/x%3Bjsessionid%3D1/y", "/api/REDACTED/REDACTED/y"],
    ["https://sk-abcdefghijklmnopqrst.example/token", "https://sk-abcdefghijklmnopqrst.example/token"],
  ])("%s", (url, expected) => expect(redactUrl(url)).toBe(expected));

  test("loses every value, and keeps host, path and parameter names", () => {
    const secret = fc.stringMatching(/^[\w!'()*.:;,@/\\?%\u00e9-]{0,12}S3CRET9[\w!'()*.:;,@/\\?%\u00e9-]{0,12}$/);
    fc.assert(
      fc.property(secret, secret, secret, (a, b, c) => {
        const userinfo = a.replace(/[/?\\]/g, "");
        const shown = redactUrl(`https://${userinfo}:${userinfo}@api.example:444/v1/a?first=${b}&${c}&last=1#${c}`);
        expect(shown).toBe("https://REDACTED@api.example:444/v1/a?first=REDACTED&REDACTED&last=REDACTED#REDACTED");
      }),
    );
  });
});

describe("headers", () => {
  test.each([
    ["Cookie", "sid=s3; theme=dark; bare", "sid=REDACTED; theme=REDACTED;REDACTED"],
    [
      "Set-Cookie",
      "sid=s3=; Path=/; SameSite=None; Secure; X=1",
      "sid=REDACTED; Path=/; SameSite=None; Secure; X=REDACTED",
    ],
    ["authorization", "bearer abc", "bearer REDACTED"],
    ["Proxy-Authorization", "Basic Ym9iOnNlY3JldA==", "Basic REDACTED"],
    ["Authorization", "correct horse battery", "REDACTED"],
    ["Authorization", "", ""],
    ["X-Api-Key", "1234", "REDACTED"],
    ["apikey", "1234", "REDACTED"],
    ["X-CSRFToken", "1234", "REDACTED"],
    ["X-Amz-Security-Token", "1234", "REDACTED"],
    ["X-Forwarded-Value", "Bearer abc", "Bearer REDACTED"],
    ["X-Id", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "REDACTED"],
    ["Referer", "https://app.example/reset?code=1", "https://app.example/reset?code=REDACTED"],
    ["Location", "login?next=%2Fsecret", "login?next=REDACTED"],
    [
      "Link",
      '</a?key=1>; rel="next", <https://b.example/#c>',
      '</a?key=REDACTED>; rel="next", <https://b.example/#REDACTED>',
    ],
    ["Access-Control-Allow-Origin", "https://app.example", "https://app.example"],
    ["Access-Control-Allow-Credentials", "true", "true"],
    ["Access-Control-Request-Headers", "authorization,x-api-key", "authorization,x-api-key"],
    [":authority", "api.example", "api.example"],
    [":path", "/a?b=c", "/a?b=REDACTED"],
    ["Accept", "text/html,*/*;q=0.8", "text/html,*/*;q=0.8"],
    ["Sec-CH-UA-Mobile", "?0", "?0"],
    [
      "User-Agent",
      "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0",
      "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0",
    ],
    ["x-custom-thing", "I8KtvB22C86GiEuQ9RRT", "REDACTED"],
    ["My-Thing", "id=I8KtvB22C86GiEuQ9RRT; v=2", "id=REDACTED; v=2"],
    ["x-custom-thing", "7bf37ba2-a2ae-46e6-a9cc-cccccccccccc", "REDACTED"],
    ["x-custom-thing", "ghp_abcdef in a text", "REDACTED in a text"],
    ["X-Client-Version", "web-2026.11.29-build.1234+abcdef1", "web-2026.11.29-build.1234+abcdef1"],
    ["X-Client-Date", "2026-11-29T18:17:11.000Z", "2026-11-29T18:17:11.000Z"],
    ["X-Feature", "getUserProfileSettingsV2,newCheckoutFlow", "getUserProfileSettingsV2,newCheckoutFlow"],
    ["X-Request-Id", "7bf37ba2-a2ae-46e6-a9cc-cccccccccccc", "7bf37ba2-a2ae-46e6-a9cc-cccccccccccc"],
    ["ETag", '"I8KtvB22C86GiEuQ9RRT"', '"I8KtvB22C86GiEuQ9RRT"'],
    ["Set-Cookie", "a=1; Secure\nb=2", "a=REDACTED; Secure\nb=REDACTED"],
  ])("%s: %s", (name, value, expected) =>
    expect(redactHeaders([{ name, value }])).toEqual([{ name, value: expected }]),
  );
});

describe("a response body", () => {
  test.each([
    ["CORS error: Some headers are not allowed", "CORS error: Some headers are not allowed"],
    ["Header x-amz-content-sha256 is not allowed", "Header x-amz-content-sha256 is not allowed"],
    ["Origin https://app.example:3000 not allowed", "Origin https://app.example:3000 not allowed"],
    ["Basic authentication needs a token header", "Basic authentication needs a token header"],
    [
      '{"access_token": "ab c", "accessToken":"x1","n":1}',
      '{"access_token": "REDACTED", "accessToken":"REDACTED","n":1}',
    ],
    ["password: hunter2, user: bob", "password: REDACTED, user: bob"],
    ["got Authorization: Bearer abcdef from you", "got Authorization: REDACTED from you"],
    ["invalid bearer abc123def", "invalid bearer REDACTED"],
    ["expired: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln!", "expired: REDACTED!"],
    ["user bob.smith+x@mail.app.example may not", "user REDACTED may not"],
    ["key 9f86d081884c7d659a2feaa0c55ad015 refused", "key REDACTED refused"],
    ["id 123e4567-e89b-12d3-a456-426614174000 refused", "id REDACTED refused"],
    ["Not allowed: https://app.example/a?token=s3#b", "Not allowed: https://app.example/a?token=REDACTED#REDACTED"],
  ])("%s", (body, expected) => expect(redactBody(body)).toBe(expected));

  test("of any text is redacted in time that grows with its length", () => {
    for (const part of ["a", "eyJ", "-eyJ", "a@", "a.", "a=", "token ", "bearer a", "://", "/?", "1a"]) {
      const start = performance.now();
      redactBody(part.repeat(200_000 / part.length));
      expect(performance.now() - start, part).toBeLessThan(1500);
    }
  });
});

const captures = [...chromiumCaptures(), ...firefoxCaptures()];

describe("a recording", () => {
  test("has the same diagnoses without its secrets as with them", () => {
    for (const { name, log } of captures) {
      const before = withSecrets(log);
      const after = redactHar(before);
      expect(diagnosesOf(after), name).toEqual(diagnosesOf(before));
    }
  });

  test("loses every secret, in every field", () => {
    for (const { name, log } of captures) {
      const before = withSecrets(log);
      expect(JSON.stringify(before), name).toContain("S3CRET");
      expect(JSON.stringify(redactHar(before)), name).not.toContain("S3CRET");
    }
  });

  test("keeps entries, methods, statuses, times and header names, and does not change when redacted again", () => {
    for (const { name, log } of captures) {
      const once = redactHar(log);
      expect(skeleton(once), name).toEqual(skeleton(log));
      expect(redactHar(once), name).toEqual(once);
    }
  });

  test("loses the text of every unknown field, in any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const hidden = JSON.parse(JSON.stringify({ unknown: value }), (_, text) =>
          typeof text === "string" ? `${text}S3CRET` : text,
        );
        const knownFields = /"(?:name|value|version|url|title|id|type|path|domain)":/;
        fc.pre(!knownFields.test(JSON.stringify(hidden)));
        expect(JSON.stringify(redactHar(hidden))).not.toContain("S3CRET");
      }),
    );
    let deep: unknown = "S3CRET";
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(redactHar(deep)).toBeInstanceOf(Array);
  });
});

/** The engine's diagnoses of a log, without the texts that quote it. */
function diagnosesOf(log: unknown) {
  const recording = readHar(log);
  const diagnoses = diagnose(recording);
  const notes = findNotes(diagnoses, recording);
  const codes = diagnoses.map((diagnosis) => fixesFor([diagnosis], recording).map(({ stack, code }) => [stack, code]));
  return diagnoses.map((diagnosis, index) => {
    const { fetch, outcome, credentials, verdict, findings, alternatives, ...rest } = plainDiagnosis(diagnosis);
    return {
      outcome,
      credentials,
      alternatives,
      hops: fetch.hops.map(({ actual, preflight, method }) => [actual?.index, preflight?.index, method]),
      origin: fetch.origin,
      servers: rest.answeredBy.map(({ id }) => id),
      fixes: codes[index],
      verdict: verdict && [verdict.cause, verdict.step, verdict.certainty, verdict.names],
      findings: findings.map(({ cause }) => cause),
      reasons: rest.reasons.map(({ id }) => id),
      lookAlike: rest.lookAlike?.id,
      cannotTell: rest.cannotTell,
      notes: notes.get(diagnosis)?.map(({ id }) => id),
      preflightReason: rest.preflightReason,
    };
  });
}

/** The log with a different secret in every URL, and with secrets in additional headers and fields. */
function withSecrets(log: unknown): unknown {
  const numbers = new Map<string, number>();
  return JSON.parse(JSON.stringify(log), (key, value) => {
    if ((key === "url" || key === "redirectURL") && typeof value === "string" && /^https?:/.test(value)) {
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      const [start = "", ...query] = value.split("?");
      const path = /^https?:\/\/[^/]*$/.test(start) ? `${start}/` : start;
      const added = `q=S3CRET${number}&%74oken=S3CRET&S3CRETab12Cd34Ef56`;
      return `${path.replace(/^(https?:\/\/[^/]*)/, "$1/ghp_S3CRET")}?${[...query, added].join("&")}`;
    }
    if (key === "request") {
      const added: Header[] = [
        { name: "Authorization", value: "Bearer S3CRET" },
        { name: "X-Session", value: "S3CRET" },
        { name: "X-Thing", value: "S3CRETab12Cd34Ef56" },
        { name: "Referer", value: "https://app.example/?q=S3CRET" },
      ];
      return { ...value, headers: [...value.headers, ...added], postData: { mimeType: "a/b", text: "S3CRET" } };
    }
    if (key === "response") {
      const headers = [...value.headers, { name: "X-Request-Token", value: "S3CRET" }];
      return { ...value, headers, _more: { text: "S3CRET" } };
    }
    if (key === "cookies") return [...value, { name: "a", value: "S3CRET" }];
    return value;
  });
}

/** The parts of a log that redaction keeps. */
function skeleton(log: unknown) {
  const { pages, entries } = log as { pages?: unknown[]; entries: Entry[] };
  const names = (headers: readonly Header[] = []) => headers.map(({ name }) => name);
  return {
    pages: pages?.length,
    entries: entries.map(({ request, response, startedDateTime, time, timings, _resourceType, pageref }) => [
      [request.method, request.httpVersion, names(request.headers)],
      [response.status, response._error, names(response.headers)],
      [startedDateTime, time, timings, _resourceType, pageref],
    ]),
  };
}

interface Entry extends Record<"startedDateTime" | "time" | "timings" | "_resourceType" | "pageref", unknown> {
  readonly request: { readonly method: string; readonly httpVersion: string; readonly headers?: Header[] };
  readonly response: { readonly status: number; readonly _error?: string | null; readonly headers?: Header[] };
}
