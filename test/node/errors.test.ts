import { describe, expect, test } from "vitest";
import { errorMessage } from "../../src/node/errors.ts";

describe("a thrown value as one line", () => {
  test("an object without a message shows its fields", () => {
    expect(errorMessage({ status: 500, body: { code: "down" } })).toBe("{ status: 500, body: { code: 'down' } }");
  });

  test("an object with a message shows only that", () => {
    expect(errorMessage({ status: 500, message: "the flow needs a user.\nmore" })).toBe("the flow needs a user");
  });

  test("a message of another type than a text, as in the responses of some frameworks, shows itself", () => {
    expect(errorMessage({ statusCode: 400, message: ["name is empty", "age is missing"] })).toBe(
      "[ 'name is empty', 'age is missing' ]",
    );
    expect(errorMessage({ message: 404 })).toBe("404");
  });

  test("an object without a message shows the error in it, unless that is the object itself", () => {
    expect(errorMessage({ message: "", error: new Error("no connection") })).toBe("no connection");
    const error: { error?: unknown } = {};
    error.error = error;
    expect(errorMessage(error)).toBe("<ref *1> { error: [Circular *1] }");
  });

  test("an error without a message shows its name", () => {
    expect(errorMessage(new TypeError())).toBe("TypeError");
  });

  test("other values show themselves, without characters that a terminal acts on", () => {
    expect(errorMessage("no \u001b[2Juser")).toBe("no \\x1b[2Juser");
    expect(errorMessage(undefined)).toBe("undefined");
    expect(errorMessage(null)).toBe("null");
  });
});
