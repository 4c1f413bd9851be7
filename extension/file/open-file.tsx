import { useRef } from "preact/hooks";
import { t } from "../i18n/messages.ts";
import { IconButton } from "../layout/icon-button.tsx";
import type { FileStore } from "./file-store.ts";

/** The button that opens a HAR file. */
export function OpenFile({ openFile }: Pick<FileStore, "openFile">) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t("openFile")} icon="open" onClick={() => input.current?.click()} name="open" />
      <input
        ref={input}
        type="file"
        accept=".har,.json,application/json"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void openFile(file);
          // The user can then choose the same file again.
          currentTarget.value = "";
        }}
        data-file-input
      />
    </>
  );
}
