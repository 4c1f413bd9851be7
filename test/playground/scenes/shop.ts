import type { RequestHandler } from "express";

// The handlers of the shop that all scenes serve, and the code with which the page fetches from them. Each scene registers
// them in a wrong way of its own.

export const listOrders: RequestHandler = (_request, response) => {
  response.json([{ id: 1, item: "tea" }]);
};

export const saveOrder: RequestHandler = (_request, response) => {
  response.json({ saved: true });
};

export const requireToken: RequestHandler = (request, response, next) => {
  if (request.headers.authorization) return next();
  response.status(401).set("WWW-Authenticate", "Bearer").json({ error: "Sign in first." });
};

export const photo: RequestHandler = (_request, response) => {
  response.type("image/svg+xml").send('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>');
};

/** Sends a page that fetches the URLs which its parent posts to it, and posts back the status or the error. */
export const frame: RequestHandler = (_request, response) => {
  response.send(`<!doctype html><title>Frame</title><link rel="icon" href="data:,"><script>
onmessage = async ({ data, ports: [port] }) => {
  port.postMessage(await fetch(data).then((response) => response.status, String));
};
</script>`);
};

/** Sends a worker that makes the fetches which its page posts to it, and posts back the status or the error. */
export const worker: RequestHandler = (_request, response) => {
  response.type("text/javascript").send(`onmessage = async ({ data }) => {
  const result = await fetch(data.url, data.options).then((response) => response.status, String);
  postMessage(result);
};`);
};

/** Does what `add_header` of a proxy does: adds a header to the finished response, even if it has that header already. */
export function addHeader(name: string, value: string): RequestHandler {
  return (_request, response, next) => {
    const end = response.end;
    response.end = ((...args: Parameters<typeof end>) => {
      response.appendHeader(name, value);
      return end.apply(response, args);
    }) as typeof end;
    next();
  };
}

export const getOrders = `const response = await fetch(api + "/orders");
return response.json();`;

export const getOrdersSignedIn = `const response = await fetch(api + "/orders", { credentials: "include" });
return response.json();`;

export const putOrder = `const response = await fetch(api + "/orders/1", {
  method: "PUT",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ item: "tea" }),
});
return response.json();`;

export const putOrderSignedIn = `const response = await fetch(api + "/orders/1", {
  method: "PUT",
  credentials: "include",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ item: "tea" }),
});
return response.json();`;

export const postOrder = `const response = await fetch(api + "/orders", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ item: "tea" }),
});
return response.json();`;

export const getOrdersWithToken = `const response = await fetch(api + "/orders", {
  headers: { Authorization: "Bearer 42" },
});
return response.json();`;
