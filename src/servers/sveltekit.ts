import { byBody, byHeaderName, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * SvelteKit 2. It refuses forms that another origin posts with a 403, and `OPTIONS` on a route without a handler of that
 * name with `OPTIONS method not allowed`, both as text without a `Content-Type`. Pages carry `x-sveltekit-page`.
 * @see https://github.com/sveltejs/kit/blob/main/packages/kit/src/runtime/server/respond.js
 * @see https://github.com/sveltejs/kit/blob/main/packages/kit/src/runtime/server/utils.js
 * @see https://svelte.dev/docs/kit/configuration#csrf
 */
export const sveltekit = defineServer({
  id: "sveltekit",
  name: "SvelteKit",
  layer: "framework",
  recognize: (response) =>
    byHeaderName(response, ["x-sveltekit-page", "x-sveltekit-normalize"]) ??
    (isCsrfRefusal(response) ? byBody(response, csrfMessage) : undefined) ??
    (isMethodRefusal(response) ? byBody(response, methodMessage) : undefined) ??
    byPath(response, /\/__data\.json$/),
  answersItself: (response) =>
    isCsrfRefusal(response) ||
    isMethodRefusal(response) ||
    response.headerNames.includes("x-sveltekit-normalize") ||
    (response.status === 404 && response.headerNames.includes("x-sveltekit-page")),
  stacks: ["sveltekit"],
});

const csrfMessage = /Cross-site (POST|PUT|PATCH|DELETE) form submissions are forbidden/;
const methodMessage = /^[A-Z]+ method not allowed$/;

/** True for the refusal of a foreign form. Astro sends the same text with a `Content-Type`, and never as JSON. */
function isCsrfRefusal({ status, header, body }: ServerResponse): boolean {
  const type = header("Content-Type");
  return status === 403 && csrfMessage.test(body ?? "") && (type === null || type === "application/json");
}

function isMethodRefusal({ status, header, body }: ServerResponse): boolean {
  return (
    status === 405 && header("Content-Type") === null && header("Allow") !== null && methodMessage.test(body ?? "")
  );
}
