import { byBody, defineServer } from "./server.ts";

/**
 * Micronaut. Its errors are JSON with a link to the request itself, which is never a template.
 * @see https://github.com/micronaut-projects/micronaut-core/blob/4.10.x/http-server/src/main/java/io/micronaut/http/server/exceptions/response/HateoasErrorResponseProcessor.java
 * @see https://github.com/micronaut-projects/micronaut-core/blob/4.10.x/http-server/src/main/java/io/micronaut/http/server/RouteExecutor.java
 */
export const micronaut = defineServer({
  id: "micronaut",
  name: "Micronaut",
  layer: "framework",
  recognize: (response) => (response.status >= 400 ? byBody(response, selfLink) : undefined),
  answersItself: ({ status, body }) => status >= 400 && selfLink.test(body ?? ""),
  stacks: [],
});

const selfLink = /"_links":\{"self":\[?\{"href":"[^"]*","templated":false\}/;
