import { appSource } from "../debian.ts";
import { appOnNode, moduleFile } from "../node.ts";

export const firebase = appOnNode({
  name: "Firebase Functions on Google's functions-framework",
  stack: "firebase",
  on: "Google's functions-framework",
  withoutCallers: "credentials need the cors package in place of the option of `onRequest`",
  packages: ["firebase-functions", "@google-cloud/functions-framework", "cors"],
  files: (fix) => ({
    "act.mjs": appSource("act.mjs.txt"),
    "index.js":
      appSource("firebase.cjs.txt") + (fix ?? "exports.api = require('firebase-functions/https').onRequest(handle);"),
  }),
  command: (port) => [
    process.execPath,
    moduleFile("@google-cloud/functions-framework/build/src/main.js"),
    "--target=api",
    `--port=${port}`,
  ],
});
