import { expect, test } from "vitest";
import { findJsonErrorOffset } from "../../../src/node/har-file/json-error-offset.ts";

test("the offset is where the JSON is cut off, or of the first wrong character", () => {
  const whole = '{"a": [1, -0.5e+3, true, null, "x\\u00e9\\n\\"", {}, []], "b": {"c": false}}';
  for (let end = 0; end < whole.length; end++) {
    expect([end, findJsonErrorOffset(whole.slice(0, end))]).toEqual([end, end]);
    expect([end, findJsonErrorOffset(`${whole.slice(0, end)}\u0001${whole.slice(end)}`)]).toEqual([
      end,
      expectedOffset(end),
    ]);
  }
  /** Where the error of a wrong character at `end` is: at the start of a number, word or escape that it is in. */
  function expectedOffset(end: number): number {
    const start = /(?:[-+.\w]+)$/.exec(whole.slice(0, end))?.index ?? end;
    const inString = (whole.slice(0, end).match(/(?<!\\)"/g) ?? []).length % 2 === 1;
    if (inString)
      return whole.slice(0, end).search(/\\(u[0-9a-f]{0,3})?$/) < 0 ? end : whole.slice(0, end).lastIndexOf("\\");
    return isScalar(whole.slice(start, end)) ? end : start;
  }
  function isScalar(text: string): boolean {
    return text === "" || /^(-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null)$/.test(text);
  }
});
