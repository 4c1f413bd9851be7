import { redirectRequest } from "../../src/fetch/http-redirect-fetch.ts";
import { createRequest, type Request, type RequestInput } from "../../src/fetch/request.ts";

export const siteOf = (hostname: string) => hostname.split(".").slice(-2).join(".");
export const call: RequestInput = {
  method: "GET",
  url: "https://api.example/",
  headers: [],
  body: null,
  origin: "https://app.example",
  credentials: "omit",
};

/** The requests of a chain of redirects, with the first one. */
export function follow(
  first: RequestInput,
  hops: readonly { readonly status: number; readonly url: string }[],
): Request[] {
  const requests = [createRequest(first, siteOf)];
  for (const { status, url } of hops) {
    const next = redirectRequest(requests.at(-1) as Request, status, url, siteOf);
    if ("error" in next) throw new Error(next.error);
    requests.push(next);
  }
  return requests;
}

/** Headers of a page, of which some redirects remove some. */
export const headers = [
  { name: "Authorization", value: "Bearer 42" },
  { name: "Content-Type", value: "application/json" },
  { name: "X-Own", value: "1" },
];
