/** Imports a module of the built library. The tool that runs the sources in tests adds code of its own, which takes time. */
export async function importBuilt<Module>(module: string): Promise<Module> {
  return import(builtUrl(module));
}

export function builtUrl(module: string): string {
  return new URL(`../../dist/lib/${module}.js`, import.meta.url).href;
}
