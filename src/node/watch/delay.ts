/** Resolves after so many milliseconds. The timer alone does not keep the process running. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref?.());
}
