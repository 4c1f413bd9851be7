import { byBody, defineServer, type ServerResponse } from "./server.ts";

/**
 * Vapor, for Swift. Its errors are JSON with `error` and `reason` alone, in any order. Its `CORSMiddleware` sends the
 * allowed methods and headers to a refused origin, too.
 * @see https://github.com/vapor/vapor/blob/main/Sources/Vapor/Middleware/ErrorMiddleware.swift
 * @see https://github.com/vapor/vapor/blob/main/Sources/Vapor/Middleware/CORSMiddleware.swift
 */
export const vapor = defineServer({
  id: "vapor",
  name: "Vapor",
  layer: "framework",
  recognize: (response) => (isJsonError(response) ? byBody(response, error) : undefined),
  answersItself: isJsonError,
  stacks: [],
});

const error = /^\{("error":true,"reason":"([^"\\]|\\.)*"|"reason":"([^"\\]|\\.)*","error":true)\}$/;

function isJsonError({ status, header }: ServerResponse): boolean {
  return status >= 400 && /^application\/json\b/.test(header("Content-Type") ?? "");
}
