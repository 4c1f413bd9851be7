import type { Policy } from "../../remedy.ts";
import { isNamed, namesCredentials, withUnproven } from "./lists.ts";

/** A header that a policy needs, and whether its value is new to the server. */
export interface GrantHeader {
  readonly name: string;
  readonly value: string;
  readonly changed: boolean;
  /** True where the value is a list, whose other entries a change keeps. */
  readonly isList: boolean;
  /** True where nothing proves that the header is needed, so that code has it as a comment. */
  readonly isOptional: boolean;
}

/**
 * The headers that a policy needs beside `Access-Control-Allow-Origin`; of a change only those that it adds to. Headers have no
 * defaults, so that what the recording does not prove is added too.
 */
export function grantHeaders(given: Policy): GrantHeader[] {
  const policy = withUnproven(given);
  const { form, credentials, maybeCredentials, methods, maxAge, added } = policy;
  const needsMethods = methods.length > safelistedMethodCount;
  const all: (GrantHeader | false)[] = [
    (maybeCredentials || namesCredentials(policy)) && {
      name: "Access-Control-Allow-Credentials",
      value: "true",
      changed: added.credentials,
      isList: false,
      isOptional: !credentials,
    },
    needsMethods && isNamed(policy, "methods") && listHeader("Access-Control-Allow-Methods", policy, "methods"),
    isNamed(policy, "headers") && listHeader("Access-Control-Allow-Headers", policy, "headers"),
    isNamed(policy, "exposed") && listHeader("Access-Control-Expose-Headers", policy, "exposed"),
    maxAge !== null &&
      form !== "change" && {
        name: "Access-Control-Max-Age",
        value: String(maxAge),
        changed: false,
        isList: false,
        isOptional: false,
      },
  ];
  return all.filter((header) => header !== false);
}

/**
 * The policy as code that replaces the statements which set the headers now: all that the server is known to grant, not only
 * what is new.
 */
export function asWhole(policy: Policy): Policy {
  return { ...policy, form: policy.form === "change" ? "exact" : policy.form };
}

function listHeader(name: string, policy: Policy, part: "methods" | "headers" | "exposed"): GrantHeader {
  const value = policy[part].join(", ");
  return { name, value, changed: policy.added[part].length > 0, isList: true, isOptional: false };
}

/** GET, HEAD and POST, which browsers allow without looking them up in the list. */
const safelistedMethodCount = 3;
