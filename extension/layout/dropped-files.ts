/** Opens the first file of each drop on the page, in place of the browser. */
export function acceptDroppedFiles(open: (file: File) => Promise<void>): void {
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void open(file);
  });
}
