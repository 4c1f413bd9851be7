/** A module of the library as it ships: what runs the sources in the tests adds code of its own, which costs time. */
export async function built<Module>(module: string): Promise<Module> {
  return import(builtUrl(module));
}

export function builtUrl(module: string): string {
  return new URL(`../../dist/lib/${module}.js`, import.meta.url).href;
}
