import { startApp } from "../real-servers/targets.ts";
import type { App, DebianTarget } from "./debian.ts";
import { appOnNode } from "./node.ts";

/** A development server that serves the page and forwards its requests to an API, which stays broken. */
export function devServer(app: Omit<App, "check" | "build">): DebianTarget {
  const target = appOnNode(app);
  return {
    ...target,
    servesPage: true,
    brokenBy: (broken) => broken.express,
    async start(port, broken, fix, fill) {
      const api = await startApp(broken.express ?? { cors: "", rest: "" }, fill, Number(new URL(fill("SERVER")).port));
      const running = await target.start(port, broken, fix, fill).catch(async (error: unknown) => {
        await api.close();
        throw error;
      });
      return {
        async close() {
          await running.close();
          await api.close();
        },
      };
    },
  };
}
