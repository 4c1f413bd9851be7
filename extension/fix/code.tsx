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

type CodeProps = Pick<Fix, "code" | "changed" | "language">;

/** Colored code, with the changed lines marked. */
export function Code({ code, changed, language }: CodeProps) {
  const { lines } = parse(code, languages[language] ?? configuration);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre tabIndex={0} data-language={language}>
      <code data-fix-code>
        {lines.map(({ tokens }, index) => {
          const Line = changed.includes(index) ? "ins" : "span";
          return (
            <Line key={index}>
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

const coloredTypes = new Set(["keyword", "string", "comment", "property"]);
