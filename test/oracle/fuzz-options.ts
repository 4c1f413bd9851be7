import { type ParseArgsConfig, parseArgs } from "node:util";

/**
 * The options `--minutes` and `--seed` of a fuzzing command; a random seed where none is given. With a list of names, the
 * option `--engine` is one of them, by default the first.
 */
export function fuzzOptions<const Name extends string>(engines: readonly Name[] = []) {
  const values = readArguments(engines.length > 0 ? ["minutes", "seed", "engine"] : ["minutes", "seed"]);
  const randomSeed = Math.floor(Math.random() * 2 ** 30);
  const engine = engines.find((name) => name === (values.engine ?? name));
  if (values.engine !== undefined && engine === undefined) {
    end(`--engine is one of ${engines.join(", ")}, not "${values.engine}"`);
  }
  return {
    minutes: numberFrom("--minutes", values.minutes ?? "1"),
    seed: numberFrom("--seed", values.seed ?? String(randomSeed)),
    engine: engine as Name,
  };
}

function readArguments(names: readonly string[]): Readonly<Record<string, string | undefined>> {
  const options: ParseArgsConfig["options"] = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
  try {
    return parseArgs({ options }).values as Record<string, string>;
  } catch (error) {
    return end(error instanceof Error ? error.message : String(error));
  }
}

function numberFrom(name: string, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  return end(`${name} needs a number, not "${text}"`);
}

function end(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
