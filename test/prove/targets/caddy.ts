import { divided } from "../debian.ts";
import { proxyTarget } from "../proxy.ts";

/** What `caddy hash-password` makes of `x`, as Caddy 2.6 wants it. */
const hashOfX = "JDJhJDE0JFQzdWxNcHpScnJRWWM3UXl4WHJDV2VidGdaTnpraGVmSi9COFVzLkJwa205dHBnb01vcWh1";

export const caddy = proxyTarget({
  name: "Caddy in front of Express",
  stack: "caddy",
  packages: ["caddy"],
  check: ["caddy", "version"],
  downStatus: 502,
  files({ port, upstream, fix, added, auth }) {
    const [site, proxy] = divided(fix, "# Inside the braces of reverse_proxy:");
    // The fix's warning: basic authentication takes the matcher that leaves preflights out.
    const matcher = fix === null ? "" : "@cors_other ";
    return {
      Caddyfile: [
        "{\nadmin off\nauto_https off\n}",
        `http://127.0.0.1:${port} {`,
        site,
        added ? `header +${added[0]} "${added[1]}"` : "",
        auth ? `basicauth ${matcher}bcrypt {\nx ${hashOfX}\n}` : "",
        `reverse_proxy 127.0.0.1:${upstream} {`,
        proxy,
        "}",
        "}",
        "",
      ].join("\n"),
    };
  },
  command: (folder) => ["caddy", "run", "--adapter", "caddyfile", "--config", `${folder}/Caddyfile`],
});
