import { byBody, defineServer, type ServerResponse } from "./server.ts";

/**
 * FastAPI. Its errors are JSON with `detail`: a list with `loc` for an invalid request, a text for a missing route.
 * @see https://github.com/fastapi/fastapi/blob/master/fastapi/exception_handlers.py
 * @see https://fastapi.tiangolo.com/tutorial/handling-errors/
 * @see https://github.com/fastapi/fastapi/blob/master/fastapi/security/http.py
 */
export const fastapi = defineServer({
  id: "fastapi",
  name: "FastAPI",
  layer: "framework",
  recognize: (response) =>
    byBody(response, invalidRequest) ??
    byBody(response, defaultError, /^uvicorn$/i.test(response.header("Server") ?? "") ? "certain" : "possible"),
  answersItself: isOwnError,
  stacks: ["fastapi"],
});

/** An invalid request, as Pydantic 1 and 2 write it. */
const invalidRequest = /^\{"detail":\[\{("type":"[a-z_.]+",)?"loc":\["(body|query|path|header|cookie)"/;

const defaultError = /^\{"detail":"(Not Found|Method Not Allowed|Not authenticated)"\}$/;

function isOwnError({ status, body }: ServerResponse): boolean {
  return status >= 400 && (invalidRequest.test(body ?? "") || defaultError.test(body ?? ""));
}
