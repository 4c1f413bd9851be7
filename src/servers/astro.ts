import { byBody, defineServer, type ServerResponse } from "./server.ts";

/**
 * Astro. Its origin check refuses forms that another origin sends with a 403, and in some versions preflights, too:
 * `Cross-site OPTIONS form submissions are forbidden`. SvelteKit sends the same text without a `Content-Type`.
 * @see https://github.com/withastro/astro/blob/main/packages/astro/src/core/app/middlewares.ts
 * @see https://docs.astro.build/en/reference/configuration-reference/#securitycheckorigin
 */
export const astro = defineServer({
  id: "astro",
  name: "Astro",
  layer: "framework",
  recognize: (response) => (isRefusal(response) ? byBody(response, refusal) : undefined),
  answersItself: isRefusal,
  stacks: [],
});

const refusal = /^Cross-site [A-Z]+ form submissions are forbidden$/;

function isRefusal({ status, header, body }: ServerResponse): boolean {
  return status === 403 && refusal.test(body ?? "") && /^text\/plain\b/i.test(header("Content-Type") ?? "");
}
