import { byHeader, defineServer } from "./server.ts";

/**
 * Uvicorn, the ASGI server that mostly runs FastAPI or Starlette. It adds `Server: uvicorn` where the application sends
 * no `Server` of its own.
 * @see https://github.com/encode/uvicorn/blob/master/uvicorn/config.py
 * @see https://www.uvicorn.org/settings/#http
 */
export const uvicorn = defineServer({
  id: "uvicorn",
  name: "Uvicorn",
  layer: "framework",
  recognize: (response) => byHeader(response, "Server", /^uvicorn$/i),
  stacks: ["fastapi"],
});
