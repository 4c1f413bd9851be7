import { byBody, defineServer } from "./server.ts";

/**
 * The middleware actix-cors, for Actix Web. It refuses with 400 and a sentence that says what is not allowed.
 * @see https://github.com/actix/actix-extras/blob/master/actix-cors/src/error.rs
 */
export const actixCors = defineServer({
  id: "actix-cors",
  name: "actix-cors",
  layer: "library",
  recognize: (response) => (response.status === 400 ? byBody(response, refusal) : undefined),
  answersItself: ({ status, body }) => status === 400 && refusal.test(body ?? ""),
  stacks: [],
});

const refusal =
  /^(Origin is not allowed to make this request|Requested method is not allowed|One or more (request headers|headers requested) are not allowed|Request header `(Origin|Access-Control-Request-Method|Access-Control-Request-Headers)` (is required but|has an invalid value))/;
