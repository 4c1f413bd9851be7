/** A mistake as data, so that an app in any language can make it; `test/prove/apps` holds the apps. */
export interface Scenario {
  /** Headers that the app's CORS code sets on every response except an unhandled error; the fix replaces that code. */
  readonly headers?: readonly (readonly [string, string])[];
  /** Origins that its CORS code sends back without `Vary`. */
  readonly listed?: readonly string[];
  /** Whether its CORS code answers preflights. */
  readonly preflight?: boolean;
  /** True where requests without `Authorization` get 401, preflights too. */
  readonly auth?: boolean;
  readonly optionsStatus?: number;
  /** The status and target of the redirect from `/api/x`. */
  readonly redirect?: readonly [number, string];
  readonly error?: boolean;
  readonly cached?: boolean;
}

const origin = (value: string) => ["Access-Control-Allow-Origin", value] as const;
const methods = (value: string) => ["Access-Control-Allow-Methods", value] as const;
const headers = (value: string) => ["Access-Control-Allow-Headers", value] as const;
const credentials = (value: string) => ["Access-Control-Allow-Credentials", value] as const;

/** The scenarios by the name of the case. `PAGE`, `FOREIGN` and `SERVER` stand for origins. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "no CORS code, and a preflight": {},
  "no CORS code, and a plain GET": {},
  "authentication answers the preflight": { auth: true },
  "another origin is allowed": { headers: [origin("https://other.example"), methods("PUT")], preflight: true },
  "a setting that was never filled in": { headers: [origin("undefined")] },
  "several origins in one value": { headers: [origin("PAGE, https://other.example")] },
  "proxy and application both set the header": { headers: [origin("*"), origin("PAGE")] },
  "a wildcard, and cookies": { headers: [origin("*")] },
  "credentials allowed in the wrong letters": { headers: [origin("PAGE"), credentials("True")] },
  "the preflight is answered with an error": {
    headers: [origin("PAGE"), credentials("true")],
    optionsStatus: 405,
  },
  "a list of methods that does not parse": {
    headers: [origin("PAGE"), credentials("true"), methods("GET; PUT")],
    preflight: true,
  },
  "a list of headers that does not parse": {
    headers: [origin("PAGE"), credentials("true"), headers("x-api-key; x-b")],
    preflight: true,
  },
  "a method that is not listed": {
    headers: [origin("PAGE"), credentials("true"), methods("GET, PUT")],
    preflight: true,
  },
  "two headers that are not listed": {
    headers: [origin("PAGE"), credentials("true"), headers("Content-Type")],
    preflight: true,
  },
  "the preflight is redirected": { redirect: [308, "/api/y"] },
  "a redirect with a user name and password": {
    headers: [origin("PAGE"), credentials("true")],
    redirect: [302, "SERVER_WITH_USER/api/y"],
  },
  "an error page without the headers": { error: true },
  "a cache keeps the answer for another origin": { listed: ["PAGE", "FOREIGN"], cached: true },
};
