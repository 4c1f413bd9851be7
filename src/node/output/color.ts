import { styleText } from "node:util";
import { type Paint, plain } from "../../report/format.ts";
import type { Io } from "../io.ts";

/** What colors the printed report: by `--color`, then the environment, then whether standard output is a terminal. */
export function choosePaint(when: string | undefined, io: Io): Paint {
  return isColored(when, io) ? paint : plain;
}

/** @see https://no-color.org and https://force-color.org */
function isColored(when: string | undefined, { columns, env }: Io): boolean {
  if (when === "always" || when === "never") return when === "always";
  if (env.FORCE_COLOR) return !/^(0|false)$/.test(env.FORCE_COLOR);
  return columns !== undefined && !env.NO_COLOR && env.TERM !== "dumb";
}

const styles = {
  refused: ["bold", "red"],
  warning: ["bold", "yellow"],
  note: ["bold", "blue"],
  strong: ["bold"],
  got: ["red"],
  want: ["green"],
  code: ["cyan"],
} as const satisfies Record<Parameters<Paint>[0], Parameters<typeof styleText>[0]>;

const paint: Paint = (style, text) => styleText([...styles[style]], text, { validateStream: false });
