import { graphql } from "./graphql.ts";
import { grpcWeb } from "./grpc-web.ts";
import { mcp, mcpSessions } from "./mcp.ts";
import type { Profile } from "./profile.ts";
import { s3 } from "./s3.ts";
import { tus } from "./tus.ts";

/** Every profile, in the order of the help. */
export const profiles: readonly Profile[] = [mcp, mcpSessions, graphql, tus, grpcWeb, s3];
