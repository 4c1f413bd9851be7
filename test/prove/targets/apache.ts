import { proxyTarget } from "../proxy.ts";

const modules = [
  "mpm_event alias auth_basic authn_core authn_file authz_core authz_user",
  "headers proxy proxy_http rewrite setenvif",
].flatMap((line) => line.split(" "));

export const apache = proxyTarget({
  name: "Apache in front of Express",
  stack: "apache",
  packages: ["apache2"],
  check: ["test", "-x", "/usr/sbin/apache2"],
  downStatus: 503,
  files: ({ port, upstream, fix, added, auth }) => ({
    users: "x:{SHA}EfatjsUqKYSrqv18O1FlA3hcIHI=\n",
    "apache.conf": [
      ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
      "User www-data",
      "Group www-data",
      "ServerName localhost",
      "PidFile apache.pid",
      "ErrorLog error.log",
      `Listen 127.0.0.1:${port}`,
      `<VirtualHost 127.0.0.1:${port}>`,
      fix ?? "",
      added ? `Header always set ${added[0]} "${added[1]}"` : "",
      auth ? '<Location "/">\nAuthType Basic\nAuthName x\nAuthUserFile users\nRequire valid-user\n</Location>' : "",
      `ProxyPass "/" "http://127.0.0.1:${upstream}/"`,
      "</VirtualHost>",
    ].join("\n"),
  }),
  command: (folder) => ["/usr/sbin/apache2", "-X", "-d", folder, "-f", "apache.conf"],
});
