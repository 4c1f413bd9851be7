import type { Profile } from "./profile.ts";

/**
 * gRPC-Web: every call is a POST. A response without a message carries its status in headers instead of in the body, so
 * the client must be able to read them.
 */
export const grpcWeb: Profile = {
  id: "grpc-web",
  name: "gRPC-Web",
  sources: [
    "https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md",
    "https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests",
    "https://connectrpc.com/docs/cors",
  ],
  requests: [
    {
      method: "POST",
      headers: {
        "content-type": "application/grpc-web+proto",
        authorization: null,
        "grpc-timeout": null,
        "x-grpc-web": "1",
        "x-user-agent": null,
      },
      exposedHeaders: ["Grpc-Status", "Grpc-Message", "Grpc-Status-Details-Bin"],
    },
  ],
};
