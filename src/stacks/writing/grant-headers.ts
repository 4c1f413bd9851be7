import type { Policy } from "../../remedy.ts";

/** A header that a policy needs, and whether its value is new to the server. */
export interface GrantHeader {
  readonly name: string;
  readonly value: string;
  readonly changed: boolean;
}

/** The headers that a policy needs beside `Access-Control-Allow-Origin`. */
export function grantHeaders({ credentials, methods, headers, exposed, maxAge, added }: Policy): GrantHeader[] {
  const all: (GrantHeader | false)[] = [
    credentials && { name: "Access-Control-Allow-Credentials", value: "true", changed: added.credentials },
    methods.length > safelistedMethodCount && {
      name: "Access-Control-Allow-Methods",
      value: methods.join(", "),
      changed: added.methods.length > 0,
    },
    headers.length > 0 && {
      name: "Access-Control-Allow-Headers",
      value: headers.join(", "),
      changed: added.headers.length > 0,
    },
    exposed.length > 0 && { name: "Access-Control-Expose-Headers", value: exposed.join(", "), changed: false },
    maxAge !== null && { name: "Access-Control-Max-Age", value: String(maxAge), changed: false },
  ];
  return all.filter((header) => header !== false);
}

/** GET, HEAD and POST, which browsers allow without looking them up in the list. */
const safelistedMethodCount = 3;
