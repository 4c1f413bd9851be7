import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { PolicyDraft } from "../../audit/init/draft.ts";
import { draftFromBrunoExport, isBrunoExport } from "../../audit/init/from-bruno-export.ts";
import { type BrunoFile, draftFromBrunoFolder } from "../../audit/init/from-bruno-folder.ts";
import { draftFromOpenApi, isOpenApi } from "../../audit/init/from-openapi.ts";
import { draftFromPostman, isPostman } from "../../audit/init/from-postman.ts";
import { draftFromDiagnoses } from "../../audit/init/from-recording.ts";
import { asObject } from "../../audit/init/read-values.ts";
import { createStreamedDraft } from "../../audit/init/streamed-draft.ts";
import { diagnose } from "../../diagnose.ts";
import { readReport } from "../../report/embedded.ts";
import { errorMessage, fileErrorMessage } from "../errors.ts";
import { readInParts } from "../har-file/read-in-parts.ts";

/** The requests in a file or a folder that a policy should allow; a sentence when it cannot be read. */
export async function readDraft(source: string, stdin: AsyncIterable<Uint8Array>): Promise<PolicyDraft | string> {
  try {
    if (source === "-" || /\.har(\.gz)?$|\.zip$/i.test(source)) return await draftFromHar(source, stdin);
    if ((await stat(source)).isDirectory()) return await draftFromFolder(source);
    const text = await readFile(source, "utf8");
    if (/\.html?$/i.test(source)) return draftFromReport(text);
    const document = await parseDocument(text, source);
    return typeof document === "string" ? document : await draftFromDocument(document.value, source, stdin);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return fileErrorMessage(error);
  }
}

function draftFromHar(source: string, stdin: AsyncIterable<Uint8Array>): Promise<PolicyDraft | string> {
  return readInParts(source, stdin, {
    readWhole: (recording) => draftFromDiagnoses(diagnose(recording)),
    startParts: createStreamedDraft,
  });
}

async function draftFromDocument(
  document: unknown,
  source: string,
  stdin: AsyncIterable<Uint8Array>,
): Promise<PolicyDraft | string> {
  if (isOpenApi(document)) return draftFromOpenApi(document);
  if (isPostman(document)) return draftFromPostman(document);
  if (isBrunoExport(document)) return draftFromBrunoExport(document);
  if (asObject(document).log !== undefined) return draftFromHar(source, stdin);
  return "not a HAR file, an HTML report of check, an OpenAPI document, a Postman collection (version 2) or a Bruno collection";
}

/** The recording in an HTML report, which `check --report html=FILE` writes. */
function draftFromReport(text: string): PolicyDraft | string {
  const [, json] = /<script type="application\/json" id="report">([^<]*)<\/script>/.exec(text) ?? [];
  if (json === undefined)
    return "this page is not a report of CORS Panel; write a report with check --report html=FILE";
  try {
    return draftFromDiagnoses(readReport(JSON.parse(json)).sources.flatMap(({ diagnoses }) => diagnoses));
  } catch {
    return "the report is damaged, or another version of CORS Panel wrote it; write it again";
  }
}

/** The content of a JSON or YAML file; a sentence when it is neither. */
async function parseDocument(text: string, source: string): Promise<{ readonly value: unknown } | string> {
  if (/^\s*[{[]/.test(text)) {
    try {
      return { value: JSON.parse(text) };
    } catch (error) {
      if (!/\.ya?ml$/i.test(source)) return `invalid JSON: ${errorMessage(error)}`;
    }
  }
  return parseYaml(text);
}

/** The parser is loaded for YAML only. It refuses aliases that would grow without end. */
async function parseYaml(text: string): Promise<{ readonly value: unknown } | string> {
  const { parse } = await import("yaml");
  try {
    return { value: parse(text, { logLevel: "error" }) };
  } catch (error) {
    return `neither valid JSON nor valid YAML: ${errorMessage(error)}`;
  }
}

async function draftFromFolder(folder: string): Promise<PolicyDraft | string> {
  const files: BrunoFile[] = [];
  for (const path of (await filesBelow(folder)).sort()) {
    const name = relative(folder, path).split(sep).join("/");
    const text = await readFile(path, "utf8");
    if (path.endsWith(".bru")) files.push({ path: name, text });
    else {
      const parsed = await parseYaml(text);
      if (typeof parsed === "string") return `${name}: ${parsed}`;
      files.push({ path: name, value: parsed.value });
    }
  }
  return files.length > 0
    ? draftFromBrunoFolder(files)
    : "this folder has no Bruno collection: no .bru files and no opencollection.yml";
}

/** The files of a collection; YAML files only where the folder is an OpenCollection. */
async function filesBelow(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](node_modules|\.git)[\\/]/.test(path));
  const isOpenCollection = paths.some((path) => /[\\/]opencollection\.ya?ml$/.test(path));
  return paths
    .filter((path) => path.endsWith(".bru") || (isOpenCollection && /\.ya?ml$/.test(path)))
    .slice(0, maxFiles);
}

const maxFiles = 5000;
