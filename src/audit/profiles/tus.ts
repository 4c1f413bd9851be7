import type { Profile } from "./profile.ts";

const version = { authorization: null, "tus-resumable": "1.0.0" };

/**
 * tus 1.0.0: POST creates an upload and returns its `Location`, HEAD asks for the offset, PATCH sends a part, DELETE ends
 * it. The client reads the offset and the length from response headers.
 */
export const tus: Profile = {
  id: "tus",
  name: "tus resumable uploads 1.0.0",
  sources: [
    "https://tus.io/protocols/resumable-upload#core-protocol",
    "https://tus.io/protocols/resumable-upload#creation",
    "https://tus.io/protocols/resumable-upload#termination",
  ],
  requests: [
    {
      method: "POST",
      headers: {
        ...version,
        "content-type": "application/offset+octet-stream",
        "upload-length": null,
        "upload-metadata": null,
      },
      exposedHeaders: ["Location", "Upload-Offset", "Tus-Resumable"],
    },
    { method: "HEAD", headers: version, exposedHeaders: ["Upload-Offset", "Upload-Length", "Tus-Resumable"] },
    {
      method: "PATCH",
      headers: { ...version, "content-type": "application/offset+octet-stream", "upload-offset": null },
      exposedHeaders: ["Upload-Offset", "Tus-Resumable"],
    },
    { method: "DELETE", headers: version, exposedHeaders: [] },
  ],
};
