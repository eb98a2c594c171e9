import { describe, expect, it } from "vitest";
import { pressed, type Shortcut } from "../../src/app/shell/keys.ts";
import { HelpState } from "../../src/app/state/help.svelte.ts";
import type { Memo } from "../../src/app/state/memo.ts";

const shortcut = (key: string, held: Shortcut["held"], run: Shortcut["run"] = () => {}): Shortcut => ({ key, held, label: `${held} ${key}`, run });
const all = [shortcut("t", "none"), shortcut("?", "none"), shortcut("z", "command"), shortcut("z", "command+shift"), { key: "v", held: "command", label: "the browser's" } as const];
const event = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });
const label = (...[of, options = {}]: [Parameters<typeof pressed>[0], { mac?: boolean; single?: boolean }?]) => pressed(of, all, { mac: false, single: true, ...options })?.label;

describe("shortcuts", () => {
  it("tell chords from single keys", () => {
    expect(label(event("t"))).toBe("none t");
    expect(label(event("?", { shiftKey: true }))).toBe("none ?");
    expect(label(event("z", { ctrlKey: true }))).toBe("command z");
    expect(label(event("Z", { ctrlKey: true, shiftKey: true }))).toBe("command+shift z");
    expect(label(event("z", { metaKey: true }), { mac: true })).toBe("command z");
  });

  it("leave to browser and system what is theirs", () => {
    expect(label(event("t", { ctrlKey: true }))).toBeUndefined();
    expect(label(event("t", { altKey: true }))).toBeUndefined();
    expect(label(event("z", { metaKey: true }))).toBeUndefined();
    expect(label(event("v", { ctrlKey: true }))).toBeUndefined();
  });

  it("of a single key can be switched off, for good; chords stay", () => {
    const kept = new Map<string, string>();
    const memo: Memo = { read: (name) => kept.get(name) ?? null, write: (name, value) => void kept.set(name, value) };
    expect(new HelpState(memo).singleKeys).toBe(true);
    new HelpState(memo).setSingleKeys(false);
    const single = new HelpState(memo).singleKeys;
    expect(single).toBe(false);
    expect(label(event("t"), { single })).toBeUndefined();
    expect(label(event("z", { ctrlKey: true }), { single })).toBe("command z");
  });
});
