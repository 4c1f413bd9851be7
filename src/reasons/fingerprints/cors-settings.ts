import type { AnsweredBy } from "../../servers/answered-by.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { adviceToAllow } from "./allow-origin-advice.ts";
import { hasNoCorsHeaders } from "./response.ts";

/** The names of the settings in which a server's CORS middleware has its lists, in backticks. */
export interface CorsSettings {
  readonly origin: string;
  readonly method?: string;
  readonly headers?: string;
}

/**
 * The server whose CORS middleware refused the request; undefined where the response does not show it. For a `certain`
 * reason only a certain server counts.
 */
export function refuser(
  { answeredBy, exchange }: RefusedFetch,
  certainty: AnsweredBy["certainty"],
): AnsweredBy | undefined {
  const able = answeredBy.filter(hasCorsSettings);
  const certain = able.filter((server) => server.certainty === "certain" && server.isInResponse).toReversed();
  const maker = certain.find(({ madeResponse }) => madeResponse) ?? certain.find(({ layer }) => layer !== "framework");
  if (maker || certainty === "certain") return maker ?? certain[0];
  const product = able.find(({ layer, isInResponse }) => layer === "product" && isInResponse);
  if (product) return product;
  // Without a CORS header, a guess at a library rests on the status alone, and many libraries refuse with that status.
  const isGuess = hasNoCorsHeaders(exchange);
  return able.findLast((server) => server.certainty === "certain" || (server.isInResponse && !isGuess));
}

/** The refuser's name for the start of a sentence. */
export function refuserName(server: AnsweredBy | undefined): string {
  return server?.name ?? translate("The server");
}

/** The setting that lists what the server allows of this part, as it ends "Add … to"; a general name where it is unknown. */
export function settingName(server: AnsweredBy | undefined, part: keyof CorsSettings): string {
  const name = server && settings[server.id]?.[part];
  if (name !== undefined) return name;
  if (server?.layer === "product") return translate`the CORS settings of ${server.name}`;
  if (part === "origin") return translate("the allowed origins in the server's CORS configuration");
  return part === "method"
    ? translate("the allowed methods in the server's CORS configuration")
    : translate("the allowed headers in the server's CORS configuration");
}

/** How to allow the origin in the server's setting. */
export function originAdvice(refusal: RefusedFetch, server: AnsweredBy | undefined): string {
  return adviceToAllow(
    refusal,
    (origin) =>
      translate`Add ${origin} to ${settingName(server, "origin")}. Write scheme, host and port exactly like this, without a slash at the end.`,
  );
}

/** The product in which this list is fixed, because only its origins can be set; undefined where there is none. */
export function productWithFixedList({ answeredBy }: RefusedFetch, part: "method" | "headers"): AnsweredBy | undefined {
  return answeredBy.find(({ id, layer }) => layer === "product" && settings[id] && !settings[id][part]);
}

/** True where the server has CORS middleware that this table knows, or is a product with a setting for CORS. */
export function hasCorsSettings({ id, layer, setting }: AnsweredBy): boolean {
  return settings[id] !== undefined || (layer === "product" && setting !== null);
}

const allow = (origin: string, method: string, headers: string): CorsSettings => ({
  origin: `\`${origin}\``,
  method: `\`${method}\``,
  headers: `\`${headers}\``,
});

const settings: Readonly<Record<string, CorsSettings>> = {
  "actix-cors": allow("allowed_origin", "allowed_methods", "allowed_headers"),
  "aiohttp-cors": allow("defaults", "allow_methods", "allow_headers"),
  "aspnet-core": allow("WithOrigins", "WithMethods", "WithHeaders"),
  "cors-express": allow("cors({ origin })", "cors({ methods })", "cors({ allowedHeaders })"),
  django: allow("CORS_ALLOWED_ORIGINS", "CORS_ALLOW_METHODS", "CORS_ALLOW_HEADERS"),
  echo: allow("AllowOrigins", "AllowMethods", "AllowHeaders"),
  elasticsearch: allow("http.cors.allow-origin", "http.cors.allow-methods", "http.cors.allow-headers"),
  express: allow("cors({ origin })", "cors({ methods })", "cors({ allowedHeaders })"),
  "fastify-cors": allow("origin", "methods", "allowedHeaders"),
  fiber: allow("AllowOrigins", "AllowMethods", "AllowHeaders"),
  "gin-contrib-cors": allow("AllowOrigins", "AllowMethods", "AllowHeaders"),
  hapi: { origin: "`cors.origin`", headers: "`cors.additionalHeaders`" },
  "home-assistant": { origin: "`cors_allowed_origins`" },
  jetty: allow("allowedOrigins", "allowedMethods", "allowedHeaders"),
  ktor: allow("allowHost", "allowMethod", "allowHeader"),
  laravel: allow("allowed_origins", "allowed_methods", "allowed_headers"),
  micronaut: allow("allowed-origins", "allowed-methods", "allowed-headers"),
  "nelmio-cors": allow("allow_origin", "allow_methods", "allow_headers"),
  nestjs: allow("enableCors({ origin })", "enableCors({ methods })", "enableCors({ allowedHeaders })"),
  ollama: { origin: "`OLLAMA_ORIGINS`" },
  opensearch: allow("http.cors.allow-origin", "http.cors.allow-methods", "http.cors.allow-headers"),
  quarkus: allow("quarkus.http.cors.origins", "quarkus.http.cors.methods", "quarkus.http.cors.headers"),
  "rack-cors": allow("origins", "methods", "headers"),
  "rs-cors": allow("AllowedOrigins", "AllowedMethods", "AllowedHeaders"),
  "spring-cors": allow("allowedOrigins", "allowedMethods", "allowedHeaders"),
  starlette: allow("allow_origins", "allow_methods", "allow_headers"),
  tomcat: allow("cors.allowed.origins", "cors.allowed.methods", "cors.allowed.headers"),
  "tower-http": allow("allow_origin", "allow_methods", "allow_headers"),
  tusd: allow("-cors-allow-origin", "-cors-allow-methods", "-cors-allow-headers"),
  vllm: allow("--allowed-origins", "--allowed-methods", "--allowed-headers"),
};
