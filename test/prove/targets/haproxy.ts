import { proxyTarget } from "../proxy.ts";

export const haproxy = proxyTarget({
  name: "HAProxy in front of Express",
  stack: "haproxy",
  packages: ["haproxy"],
  check: ["haproxy", "-v"],
  downStatus: 503,
  files: ({ port, upstream, fix, added, auth }) => ({
    "haproxy.cfg": [
      "defaults",
      "mode http",
      "timeout connect 2s",
      "timeout client 10s",
      "timeout server 10s",
      "userlist people",
      "user x insecure-password x",
      "frontend front",
      `bind 127.0.0.1:${port}`,
      fix ?? "",
      added ? `http-response add-header ${added[0]} "${added[1]}"` : "",
      auth ? "http-request auth unless { http_auth(people) }" : "",
      "default_backend app",
      "backend app",
      `server app 127.0.0.1:${upstream}`,
      "",
    ].join("\n"),
  }),
  command: (folder) => ["haproxy", "-f", `${folder}/haproxy.cfg`],
});
