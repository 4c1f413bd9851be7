import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtExtension } from "./panel-page.ts";

/**
 * A copy of the built extension that has its optional permissions from the start, because no test can answer the browser's
 * prompt for them. Returns its folder.
 */
export async function copyWithPermissionsGranted(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-granted-"));
  await cp(builtExtension, folder, { recursive: true });
  const file = join(folder, "manifest.json");
  const { optional_permissions, optional_host_permissions, ...manifest } = JSON.parse(await readFile(file, "utf8"));
  const granted = { ...manifest, permissions: optional_permissions, host_permissions: optional_host_permissions };
  await writeFile(file, JSON.stringify(granted));
  return folder;
}
