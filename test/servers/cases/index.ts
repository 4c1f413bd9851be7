import { cases as compiled } from "./compiled.ts";
import { cases as edge } from "./edge.ts";
import { cases as node } from "./node.ts";
import { cases as productsA } from "./products-a.ts";
import { cases as productsB } from "./products-b.ts";
import { cases as proxies } from "./proxies.ts";
import { cases as scripting } from "./scripting.ts";

/** The test data of every server. */
export const cases = [...compiled, ...edge, ...node, ...productsA, ...productsB, ...proxies, ...scripting];
