import { type McpServer, ResourceNotFoundError, ResourceTemplate } from "@modelcontextprotocol/server";
import { allCauses, causeText } from "../commands/explanations.ts";

const mimeType = "text/plain";

/** Offers each cause as a resource, `cors://causes/<id>`, and a list of all as `cors://causes`. */
export function registerCauses(server: McpServer): void {
  server.registerResource(
    "causes",
    "cors://causes",
    { title: "Causes of CORS errors", description: "Every check for which a browser refuses a response", mimeType },
    (uri) => ({
      contents: [{ uri: uri.href, mimeType, text: allCauses.map(({ id, title }) => `${id}: ${title}`).join("\n") }],
    }),
  );
  const template = new ResourceTemplate("cors://causes/{id}", {
    list: () => ({
      resources: allCauses.map(({ id, title }) => ({ name: id, uri: `cors://causes/${id}`, title, mimeType })),
    }),
    complete: { id: (typed) => allCauses.map(({ id }) => id).filter((id) => id.startsWith(typed)) },
  });
  server.registerResource(
    "cause",
    template,
    { title: "A cause", description: "What the browser checks, how browsers name it, and what to change", mimeType },
    (uri, { id }) => {
      const cause = allCauses.find((candidate) => candidate.id === id);
      if (!cause) throw new ResourceNotFoundError(uri.href);
      return { contents: [{ uri: uri.href, mimeType, text: causeText(cause) }] };
    },
  );
}
