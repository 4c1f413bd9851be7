import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { listenHttp } from "./listen.ts";
import { closing, sendTo, sendToRaw } from "./send-to.ts";

describe("redirects", () => {
  const redirect = (location: string) => (socket: Socket) =>
    socket.end(
      Buffer.from(
        `HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`,
        "latin1",
      ),
    );

  test("in a circle", async () => {
    expect(await sendToRaw(redirect("/"))).toMatchObject({
      code: 2,
      lookAlike: "too-many-redirects",
      fetch: { entries: { length: 21 } },
    });
  });

  test.each(["data:text/plain,x", "file:///etc/passwd", "http://[::1", "http://", "blob:x"])(
    "to %s",
    async (location) => {
      expect(await sendToRaw(redirect(location))).toMatchObject({ code: 2, lookAlike: "unusable-redirect" });
    },
  );

  test("without permission are refused by CORS before their URL is checked", async () => {
    const redirected = "HTTP/1.1 302 Found\r\nLocation: data:text/plain,x\r\nContent-Length: 0\r\n\r\n";
    expect(await sendToRaw((socket) => socket.end(redirected))).toMatchObject({
      code: 1,
      cause: "missing-allow-origin",
    });
  });

  test("to another scheme, and to a URL with a password, are refused by CORS", async () => {
    expect(await sendToRaw(redirect("shop://x"))).toMatchObject({ code: 1, cause: "unsupported-scheme" });
    expect(await sendToRaw(redirect("http://u:p@127.0.0.1/"))).toMatchObject({
      code: 1,
      cause: "redirect-with-credentials",
    });
  });

  test("to a bad port", async () => {
    expect(await sendToRaw(redirect("http://127.0.0.1:6000/"))).toMatchObject({ code: 2, lookAlike: "unsafe-port" });
  });

  test("with bytes beyond ASCII are followed as a browser encodes them", async () => {
    const paths: string[] = [];
    const server = await listenHttp((request, response) => {
      paths.push(request.url ?? "");
      response.setHeader("Access-Control-Allow-Origin", "*");
      if (request.url === "/") response.writeHead(302, { Location: "/\xc3\xbc\xff" });
      response.end();
    });
    await closing(server, async (port) => {
      expect(await sendTo(`http://127.0.0.1:${port}/`)).toMatchObject({ code: 0 });
    });
    expect(paths.slice(0, 2)).toEqual(["/", "/%C3%BC%FF"]);
  });
});
