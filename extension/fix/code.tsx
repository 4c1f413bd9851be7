import { type ParseOptions, parse } from "sugar-high/core";
import * as csharp from "sugar-high/lang/csharp";
import * as go from "sugar-high/lang/go";
import * as java from "sugar-high/lang/java";
import * as json from "sugar-high/lang/json";
import * as php from "sugar-high/lang/php";
import * as python from "sugar-high/lang/python";
import * as ruby from "sugar-high/lang/ruby";
import * as toml from "sugar-high/lang/toml";
import * as yaml from "sugar-high/lang/yaml";
import type { Fix } from "../../src/index.ts";
import { Text } from "../layout/text.tsx";

/**
 * The languages of the fixes. JavaScript has only the keywords that the fixes use: the library's own definition, which also
 * covers JSX and TypeScript, is half as large as all others together. Every language that is missing here is a configuration
 * file with comments after `#` and quoted strings.
 */
const languages: Readonly<Record<string, ParseOptions>> = {
  csharp,
  go,
  java,
  javascript: {
    keywords: new Set([
      "async",
      "await",
      "case",
      "catch",
      "const",
      "else",
      "export",
      "false",
      "for",
      "from",
      "function",
      "if",
      "import",
      "let",
      "new",
      "null",
      "return",
      "switch",
      "throw",
      "true",
      "try",
      "undefined",
    ]),
    onCommentStart: java.onCommentStart,
    onCommentEnd: java.onCommentEnd,
  },
  json,
  php,
  python,
  ruby,
  toml,
  yaml,
};

const configuration: ParseOptions = { onCommentStart: yaml.onCommentStart, onCommentEnd: yaml.onCommentEnd };

interface CodeProps extends Pick<Fix, "code" | "changed" | "language"> {
  /** The numbers of the lines to show; null for all of them. */
  readonly shown: ReadonlySet<number> | null;
}

/** Colored code, with the changed lines marked. All lines are in the page, because a printed report shows all of them. */
export function Code({ code, changed, language, shown }: CodeProps) {
  if (language === "text") return <Advice>{code}</Advice>;
  const { lines } = parse(code, languages[language] ?? configuration);
  return (
    <pre data-language={language}>
      <code data-fix-code>
        {lines.map(({ tokens }, index) => {
          const Line = changed.includes(index) ? "ins" : "span";
          return (
            <Line key={index} class={shown === null ? undefined : classOf(index, shown)}>
              {tokens.map(({ type, value }, at) =>
                coloredTypes.has(type) ? (
                  <span key={at} class={type}>
                    {value}
                  </span>
                ) : (
                  value
                ),
              )}
              {index < lines.length - 1 && "\n"}
            </Line>
          );
        })}
      </code>
    </pre>
  );
}

/** A change that has no code, such as a setting of the browser. */
function Advice({ children }: { readonly children: string }) {
  return (
    <p class="advice" data-fix-code>
      <Text>{children}</Text>
    </p>
  );
}

/** A line that is not shown, or one with such lines before it. */
function classOf(index: number, shown: ReadonlySet<number>): string | undefined {
  if (!shown.has(index)) return "far";
  return index > 0 && !shown.has(index - 1) ? "after-far" : undefined;
}

const coloredTypes = new Set(["keyword", "string", "comment", "property"]);
