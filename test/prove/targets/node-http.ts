import { nodeTarget } from "../node.ts";

export const nodeHttp = nodeTarget("Node's http module", "node-http", []);
