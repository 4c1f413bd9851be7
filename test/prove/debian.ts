import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fix } from "../../src/index.ts";
import type { Case } from "../real-servers/cases.ts";
import type { Fill, Target } from "../real-servers/targets.ts";
import { type Command, folderWith, run, startServer, succeeds } from "./process.ts";
import { scenarios } from "./scenarios.ts";

/** A target whose tools come from Debian packages. */
export interface DebianTarget extends Target {
  readonly packages: readonly string[];
  /** Whether the tools are installed. */
  readonly isInstalled: () => boolean;
  /** What it runs on, where that replaces a platform that cannot be installed. */
  readonly on?: string;
  /** Whether this target can run a fix; undefined where it can run every fix. */
  readonly takes?: (fix: Fix) => boolean;
  /** True for a development server, which serves the page; the broken API runs beside it. */
  readonly servesPage?: boolean;
  /** Why fixes for several pages cannot be added to each other here; undefined where they can. */
  readonly withoutCallers?: string;
  /** Statuses that differ from those of the cases. */
  readonly statuses?: Readonly<Record<string, number>>;
}

/** An app that can run every scenario, with a place for the fix. */
export interface App extends Pick<DebianTarget, "name" | "stack" | "on" | "takes" | "withoutCallers"> {
  readonly packages: readonly string[];
  readonly check: Command;
  /** Names of the cases that cannot happen with the framework. */
  readonly impossible?: readonly string[];
  /** The app's files; those of the broken app where there is no fix. */
  readonly files: (fix: string | null) => Readonly<Record<string, string>>;
  readonly build?: Command;
  readonly command: (port: number) => Command;
  readonly env?: Readonly<Record<string, string>>;
  /** The output that shows that it can answer, where it accepts connections before that. */
  readonly ready?: RegExp;
}

/** The target that runs an app in a folder of its own. */
export function appTarget(app: App): DebianTarget {
  const { check, impossible = [], files, build, command, env, ready, ...described } = app;
  return {
    ...described,
    isInstalled: () => succeeds(check),
    brokenBy: (broken) => (broken.name in scenarios && !impossible.includes(broken.name) ? nothing : undefined),
    async start(port, broken, fix, fill) {
      const folder = folderWith(files(fix));
      const scenario = scenarioOf(broken, fix, fill);
      const options = { cwd: folder.path, env: { ...process.env, ...env, HOME: folder.path, SCENARIO: scenario } };
      if (build) await run(build, options);
      const running = await startServer(command(port), port, options, ready);
      return {
        async close() {
          await running.close();
          folder.remove();
        },
      };
    },
  };
}

const nothing = { cors: "", rest: "" };

function scenarioOf({ name }: Case, fix: string | null, fill: Fill): string {
  const scenario = { headers: [], listed: [], ...scenarios[name] };
  return fill(JSON.stringify(fix === null ? scenario : { ...scenario, headers: [], listed: [], preflight: false }));
}

/** The source of an app in `test/prove/apps`. */
export function appSource(file: string): string {
  return readFileSync(join(import.meta.dirname, "apps", file), "utf8");
}

/** The two parts of a fix before and after the comment that begins with these words and names another file. */
export function divided(fix: string | null, comment: string): readonly [string, string] {
  const [first = "", second = ""] = (fix ?? "").split(`\n${comment}`);
  return [first, second === "" ? "" : second.slice(second.indexOf("\n") + 1)];
}
