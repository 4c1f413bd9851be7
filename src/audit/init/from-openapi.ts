import { unique } from "../../collections.ts";
import { isCorsSafelistedResponseHeaderName } from "../../fetch/safelisted-response-headers.ts";
import { quote } from "../../text/quote.ts";
import type { PolicyDraft } from "./draft.ts";
import { type DescribedRequest, draftOf, mergeDrafts, pathSegment } from "./draft-request.ts";
import { asArray, asObject, asText, type Values } from "./read-values.ts";

/** True for an OpenAPI document of version 3 or 2.0. */
export function isOpenApi(document: unknown): boolean {
  const { openapi, swagger } = asObject(document);
  return asText(openapi).startsWith("3.") || asText(swagger).startsWith("2");
}

/**
 * Every operation of an OpenAPI document.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 * @see https://spec.openapis.org/oas/v2.0.html
 */
export function draftFromOpenApi(document: unknown): PolicyDraft {
  const root = asObject(document);
  const operations = Object.entries(asObject(root.paths)).flatMap(([path, raw]) => {
    const item = resolve(raw, root);
    return methodKeys
      .filter((method) => item[method] !== undefined)
      .map((method) => ({ path, item, method, operation: asObject(item[method]) }));
  });
  return mergeDrafts(operations.map((operation) => draftOf(describe(operation, root))));
}

/** Without `options`, which the browser sends by itself, and `trace`, which no page can send. */
const methodKeys = ["get", "put", "post", "delete", "head", "patch"];

interface Operation {
  readonly path: string;
  readonly item: Values;
  readonly method: string;
  readonly operation: Values;
}

function describe({ path, item, method, operation }: Operation, root: Values): DescribedRequest {
  const parameters = [...asArray(operation.parameters), ...asArray(item.parameters)].map((raw) => resolve(raw, root));
  const server = serverOf(root, item, operation);
  const filled = fillPath(path, parameters);
  const secured = securityOf(operation, root);
  const inHeader = parameters
    .filter(
      (parameter) =>
        parameter.in === "header" && !/^(accept|content-type|authorization)$/i.test(asText(parameter.name)),
    )
    .map(({ name }) => ({ name: asText(name), value: "" }));
  const usesCookie =
    secured.some(({ in: place }) => place === "cookie") || parameters.some((parameter) => parameter.in === "cookie");
  return {
    method: method.toUpperCase(),
    url: `${server}${filled.path}`,
    headers: [...inHeader, ...contentTypes(operation, parameters, root).slice(0, 1), ...secured.flatMap(authHeader)],
    exposedHeaders: exposedBy(operation, root),
    credentials: usesCookie,
    confirm: filled.confirm,
  };
}

/** The first server, without a slash at its end; "" where it is relative and so names no host. */
function serverOf(root: Values, item: Values, operation: Values): string {
  if (root.swagger !== undefined) {
    const [scheme = "https"] = asArray(root.schemes)
      .map(asText)
      .filter((name) => /^https?$/.test(name))
      .sort()
      .reverse();
    const path = asText(root.basePath).replace(/\/+$/, "");
    return root.host === undefined ? path : `${scheme}://${asText(root.host)}${path}`;
  }
  const [first] = [operation, item, root].flatMap(({ servers }) => asArray(servers));
  const { url, variables } = asObject(first);
  const filled = asText(url).replace(/\{([^}]*)\}/g, (_, name: string) =>
    asText(asObject(asObject(variables)[name]).default),
  );
  return filled.replace(/\/+$/, "").replace(/^(?![a-z]+:|\/|$)/i, "/");
}

/** The path with an example in place of each parameter. */
function fillPath(path: string, parameters: readonly Values[]): { readonly path: string; readonly confirm: string[] } {
  const confirm: string[] = [];
  const filled = path.replace(/\{([^}]*)\}/g, (_, name: string) => {
    const parameter = parameters.find((candidate) => candidate.in === "path" && candidate.name === name) ?? {};
    const value = exampleOf(parameter);
    confirm.push(`${quote(value)} stands for ${quote(`{${name}}`)}; use a value that exists`);
    return pathSegment(value);
  });
  return { path: filled, confirm };
}

function exampleOf(parameter: Values): string {
  const schema = { ...parameter, ...asObject(parameter.schema) };
  const [named] = Object.values(asObject(parameter.examples)).map((example) => asObject(example).value);
  const [first] = [
    parameter.example,
    named,
    schema.example,
    ...asArray(schema.examples),
    schema.default,
    ...asArray(schema.enum),
  ]
    .map(asText)
    .filter((text) => text !== "");
  if (first !== undefined) return first;
  if (schema.format === "uuid") return "00000000-0000-4000-8000-000000000000";
  return schema.type === "integer" || schema.type === "number" ? "1" : "example";
}

/** The content types of the request's body, those that need a preflight first. */
function contentTypes(operation: Values, parameters: readonly Values[], root: Values): DescribedRequest["headers"] {
  const isBody = (parameter: Values) => parameter.in === "body" || parameter.in === "formData";
  const stated =
    root.swagger === undefined
      ? Object.keys(asObject(resolve(operation.requestBody, root).content))
      : parameters.some(isBody)
        ? asArray(operation.consumes ?? root.consumes ?? ["application/json"]).map(asText)
        : [];
  const isSimple = (type: string) =>
    /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i.test(type);
  return [...stated.filter((type) => !isSimple(type)), ...stated.filter(isSimple)].map((value) => ({
    name: "content-type",
    value,
  }));
}

/** The security schemes of an operation; each alternative counts. */
function securityOf(operation: Values, root: Values): Values[] {
  const schemes = { ...asObject(root.securityDefinitions), ...asObject(asObject(root.components).securitySchemes) };
  const names = asArray(operation.security ?? root.security).flatMap((alternative) =>
    Object.keys(asObject(alternative)),
  );
  return unique(names).map((name) => resolve(schemes[name], root));
}

function authHeader({ type, in: place, name }: Values): DescribedRequest["headers"] {
  if (type === "apiKey") return place === "header" ? [{ name: asText(name), value: "" }] : [];
  return /^(http|basic|oauth2|openIdConnect)$/.test(asText(type)) ? [{ name: "authorization", value: "" }] : [];
}

function exposedBy(operation: Values, root: Values): string[] {
  const names = Object.values(asObject(operation.responses)).flatMap((response) =>
    Object.keys(asObject(resolve(response, root).headers)),
  );
  return names.filter(
    (name) => !isCorsSafelistedResponseHeaderName(name.toLowerCase()) && !/^(set-cookie|access-control-)/i.test(name),
  );
}

/** The object, or what its local `$ref` points to. References to other files are not followed. */
function resolve(value: unknown, root: Values, depth = 0): Values {
  const object = asObject(value);
  const reference = asText(object.$ref);
  if (!reference.startsWith("#/") || depth > maxDepth) return object;
  const target = reference
    .slice(2)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (parent, part) => (Object.hasOwn(asObject(parent), part) ? asObject(parent)[part] : undefined),
      root,
    );
  return resolve(target, root, depth + 1);
}

const maxDepth = 20;
