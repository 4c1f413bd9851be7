import { inspect } from "node:util";
import { visible } from "../text/visible.ts";

/** The first line of an error's message, or of that of the error in it, safe to print. */
export function errorMessage(error: unknown): string {
  const { error: inner } = Object(error) as { error?: unknown };
  const text = ownMessage(error) || ownMessage(inner) || valueText(inner ?? error);
  return visible(text.split("\n")[0] ?? "").replace(/\.$/, "");
}

/** The message of an error; "" where it has none. Some servers send a list of messages in its place. */
function ownMessage(error: unknown): string {
  const { message } = Object(error) as { message?: unknown };
  return typeof message === "string" ? message : valueText(message ?? "");
}

/** Code may throw any value, for example an object with the fields of a response. */
function valueText(value: unknown): string {
  return typeof value === "object" && !(value instanceof Error)
    ? inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: true })
    : String(value);
}

/** One line about an error that no code caught: how Node.js calls it, its message, and where it was thrown. */
export function uncaughtErrorLine(error: unknown, origin: NodeJS.UncaughtExceptionOrigin): string {
  const name = origin === "unhandledRejection" ? "unhandled rejection" : "uncaught error";
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const places = [...stack.matchAll(/^ +at (?:.* )?\(?((?:file:|[\\/]|[a-z]:).+:\d+:\d+)\)?$/gim)].map(
    ([, place]) => place,
  );
  // The code of a user's flow says more than that of a package.
  const place = places.find((each) => !each?.includes("node_modules")) ?? places[0];
  return `${name}: ${errorMessage(error)}${place === undefined ? "" : ` (at ${visible(place)})`}`;
}

/** What went wrong with a file: in plain words for the usual system codes, else the code or the message. */
export function fileErrorMessage(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && plainWords[code]) || visible(code ?? message);
}

const plainWords: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "this is a folder",
  ENOTDIR: "its folder is a file",
  EEXIST: "its folder is a file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "no space left on the disk",
};
