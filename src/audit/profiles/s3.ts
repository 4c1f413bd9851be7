import type { Profile } from "./profile.ts";

/** The headers of a request that the AWS SDK signs in the page. A presigned URL carries them in its query. */
const signature = {
  authorization: null,
  "x-amz-content-sha256": null,
  "x-amz-date": null,
  "x-amz-security-token": null,
  "x-amz-user-agent": null,
};

/**
 * Uploads from a page to S3 or to a service with its API. A client that uploads in parts reads the `ETag` of each part;
 * the request id is for support.
 */
export const s3: Profile = {
  id: "s3",
  name: "S3 uploads",
  sources: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html",
    "https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html",
  ],
  requests: [
    {
      method: "PUT",
      headers: {
        ...signature,
        "content-type": "application/octet-stream",
        "x-amz-checksum-crc32": null,
        "x-amz-sdk-checksum-algorithm": null,
      },
      exposedHeaders: ["ETag", "x-amz-request-id"],
    },
    { method: "POST", headers: { ...signature, "content-type": "application/xml" }, exposedHeaders: ["ETag"] },
    { method: "GET", headers: signature, exposedHeaders: ["ETag", "x-amz-request-id"] },
    { method: "HEAD", headers: signature, exposedHeaders: ["ETag", "x-amz-request-id"] },
    { method: "DELETE", headers: signature, exposedHeaders: [] },
  ],
};
