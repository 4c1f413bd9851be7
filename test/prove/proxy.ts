import type { Case } from "../real-servers/cases.ts";
import { startApp } from "../real-servers/targets.ts";
import type { DebianTarget } from "./debian.ts";
import { type Command, folderWith, startServer, succeeds } from "./process.ts";

/** A proxy in front of an Express app, with a place for the fix in its configuration. */
interface Proxy {
  readonly name: string;
  readonly stack: string;
  readonly packages: readonly string[];
  readonly check: Command;
  /** Its status when the app behind it is down. */
  readonly downStatus: number;
  /** Its configuration files. */
  readonly files: (setup: ProxySetup) => Readonly<Record<string, string>>;
  readonly command: (folder: string) => Command;
}

export interface ProxySetup {
  readonly port: number;
  /** The port of the app. */
  readonly upstream: number;
  readonly fix: string | null;
  /** A header that the broken proxy adds to every response. */
  readonly added: readonly [string, string] | null;
  /** Whether the proxy asks for a user name and password. */
  readonly auth: boolean;
}

/** The target that runs a proxy in front of an Express app. */
export function proxyTarget({ name, stack, packages, check, downStatus, files, command }: Proxy): DebianTarget {
  return {
    name,
    stack,
    packages,
    isInstalled: () => succeeds(check),
    statuses: { [down]: downStatus },
    brokenBy: ({ name: broken, express: app }) => (app || broken === down ? { cors: "", rest: "" } : undefined),
    async start(port, broken, fix, fill) {
      const app = appOf(broken);
      const upstream = app && (await startApp(app, fill));
      const own = fix === null && broken.name === doubled;
      const folder = folderWith(
        files({
          port,
          upstream: upstream?.port ?? 1,
          fix,
          added: own ? ["Access-Control-Allow-Origin", fill("PAGE")] : null,
          auth: broken.name === guarded,
        }),
      );
      const env = { ...process.env, HOME: folder.path };
      const running = await startServer(command(folder.path), port, { cwd: folder.path, env });
      return {
        async close() {
          await running.close();
          await upstream?.close();
          folder.remove();
        },
      };
    },
  };
}

const down = "the application behind nginx is down";
const doubled = "proxy and application both set the header";
const guarded = "authentication answers the preflight";

/** The broken app behind the proxy; an app without the mistake where the proxy makes it. */
function appOf({ name, express: app }: Case): Case["express"] {
  return name === guarded ? { cors: "", rest: "app.all('/api/x', (req, res) => res.json({}));" } : app;
}
