import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, metaPolicy } from "../../../scripts/headers.mjs";
import { explain, isStrict } from "../../../src/app/privacy/explain.ts";
import { trustWords } from "../../../src/app/messages/en/trust-screen.ts";

const header = (text: string) => ({ by: "header", text }) as const;

describe("a policy in plain words", () => {
  it("has a sentence of its own for every rule that is ours", () => {
    for (const { name, text, beyond } of explain(header(contentSecurityPolicy))) {
      expect(beyond, name).toEqual([]);
      expect(text, name).not.toBe(trustWords.directiveUnknown);
    }
  });
  it("calls ours strict, by header and by tag", () => {
    expect(isStrict(header(contentSecurityPolicy))).toBe(true);
    expect(isStrict({ by: "tag", text: metaPolicy })).toBe(true);
  });
  it.each(["connect-src *", "connect-src 'self' https://a.example", "default-src 'self'; img-src https:", "img-src 'self'", "", "form-action 'self' a.example; connect-src 'self'"])("does not call %j strict", (text) => {
    expect(isStrict(header(text))).toBe(false);
  });
  it("names the address that a rule is open to", () => {
    expect(explain(header("connect-src 'self' https://a.example"))[0]?.text).toContain("https://a.example");
  });
});
