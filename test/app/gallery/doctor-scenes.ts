/** The doctor beside the table: at work, with findings, with none, with rows picked out, and the list of changes. */
import { finding } from "../../../src/engine/advice/doctor/finding.ts";
import { words } from "../../../src/messages/en/doctor.ts";
import { late } from "../../../src/app/messages/late.ts";
import { t } from "../../../src/app/messages/index.ts";
import { inApp, penguinsFile, press, settled, until, type Page, type Scene } from "./scene.ts";

/** 240 trees, with a fault in nearly every column. */
const faulty = (): File => {
  const random = (i: number): number => ((i * 7919 + 104_729) % 1009) / 1009;
  const rows = Array.from({ length: 240 }, (_, i) => {
    const girth = 40 + 60 * random(i);
    const kind = i % 80 === 79 ? "rowan" : i % 9 === 4 ? "Oak" : ["oak", "elm", "fir"][i % 3]!;
    return [`T${1000 + i}`, i % 17 === 3 ? -999 : girth.toFixed(2), (girth * (0.3 + 0.05 * random(i + 31))).toFixed(3), i === 50 ? 9800 : (20 + 9 * random(2 * i + 5)).toFixed(1), "park", kind, { oak: "A", elm: "B", fir: "C", rowan: "D" }[kind.toLowerCase()]].join(",");
  });
  return new File([["tree_id,girth,height,age,site,kind,kind_code", ...rows, ...rows.slice(20, 40)].join("\n")], "trees.csv");
};

async function trees({ app }: Page): Promise<void> {
  await app.openFile(faulty());
  for (const column of ["tree_id", "site", "kind_code"]) await app.project?.setRole(column, "input");
  await app.project?.setRole("kind", "output");
}
async function penguins({ app }: Page): Promise<void> {
  await app.openFile(penguinsFile());
  await app.project?.setRole("Species", "output");
}

/** The doctor's button, once it has looked, or is looking; a pause after the last edit is not waited for. */
const open = (page: Page, act: () => unknown = () => {}, isReady: () => unknown = () => page.app.project?.doctor.stale === false) => async (): Promise<void> => {
  await until("a diagnosis", () => (page.app.project?.doctor.flush(), isReady()));
  press(t.doctor.button(page.app.project?.doctor.findings.length ?? 0));
  await until("the doctor beside the table", () => document.querySelector("div.doctor"));
  await act();
  await settled();
};
/** A scene that needs its page once it is drawn. */
const scene = (prepare: (page: Page) => Promise<unknown>, act: (page: Page) => () => Promise<unknown>): Scene => {
  let known: Page | null = null;
  return inApp(async (page) => {
    known = page;
    await prepare(page);
  }, () => known && act(known)());
};

/** The doctor looks at some rows of many. */
async function sampled({ ports }: Page): Promise<void> {
  const { examine } = ports.engine;
  Object.assign(ports.engine, { examine: async (...asked: Parameters<typeof examine>) => {
    const found = await examine(...asked);
    return found.ok ? { ...found, value: { ...found.value, rows: 186_413, of: 2_400_000 } } : found;
  } });
}

const suspects = [1, 4, 17, 40, 66, 151, 200];
/** Labels that a model denies. */
const denied = () => finding({
  check: "label_errors", harm: "harms", rank: 1, columns: ["Species"], rows: suspects,
  title: words.labelErrors.title("Species", suspects.length, 103), why: words.labelErrors.why,
  remedies: [{ kind: "data", label: words.remedy.relabel(suspects.length), changes: [] }, { kind: "data", label: words.remedy.exclude(suspects.length), changes: [] }],
});

export const doctorScenes: Readonly<Record<string, Scene>> = {
  "doctor-found": scene(trees, (page) => open(page)),
  "doctor-rows": scene(trees, (page) => open(page, () => {
    const [finding] = page.app.project?.doctor.findings.filter(({ rows }) => rows.total > 0) ?? [];
    if (finding) press(late.doctor.rows(finding.rows.total));
  })),
  // A table that is so large is not drawn in passing: its rows are counted as if it were.
  "doctor-sampled": scene((page) => sampled(page).then(() => trees(page)), (page) => open(page)),
  "doctor-sampled-nothing": scene((page) => sampled(page).then(() => penguins(page)), (page) => open(page, () => {
    const { doctor } = page.app.project!;
    for (const finding of doctor.findings) doctor.leave(finding);
  })),
  "doctor-label-errors": scene(async (page) => {
    // Only a model can deny labels: what one would find is put beside what there is.
    const { examine } = page.ports.engine;
    Object.assign(page.ports.engine, { examine: async (...asked: Parameters<typeof examine>) => {
      const found = await examine(...asked);
      return found.ok ? { ...found, value: { ...found.value, findings: [denied(), ...found.value.findings.slice(0, 1)], looked: [...found.value.looked, words.looked.label_errors] } } : found;
    } });
    await penguins(page);
  }, (page) => open(page, () => press(late.doctor.rows(denied().rows.total)))),
  "doctor-left": scene(trees, (page) => open(page, async () => {
    const { doctor } = page.app.project!;
    for (const finding of doctor.findings.slice(1)) doctor.leave(finding);
    await settled();
    press(late.doctor.left(doctor.leftAsTheyAre.length));
  })),
  "doctor-nothing": scene(penguins, (page) => open(page, () => {
    const { doctor } = page.app.project!;
    for (const finding of doctor.findings) doctor.leave(finding);
  })),
  "doctor-looking": scene(async (page) => {
    Object.assign(page.ports.engine, { examine: (_: unknown, onProgress?: (done: number) => void) => (onProgress?.(0.4), new Promise(() => {})) });
    await penguins(page);
  }, (page) => open(page, () => {}, () => page.app.project?.doctor.looking)),
  "doctor-no-answer": scene(async ({ app }) => app.openFile(penguinsFile()), (page) => open(page)),
  "changes-made": scene(async (page) => {
    await penguins(page);
    // A change that goes on long enough to be told of, and does not end.
    const { data } = page.ports;
    const setChanges: typeof data.setChanges = async (_id, _changes, onProgress) => {
      await new Promise((done) => setTimeout(done, 400));
      onProgress?.({ stage: "changing", done: 0.4, rows: 138 });
      return new Promise(() => {});
    };
    Object.assign(data, { setChanges });
    void page.app.project?.changes.exclude([2, 5, 6]);
  }, () => () => until("how far the change is", () => document.querySelector(".reading"))),
  "changes-open": scene(async (page) => {
    await penguins(page);
    const { changes } = page.app.project!;
    await changes.exclude([2, 5, 6]);
    await changes.correct("Species", [{ row: 1, from: "Adelie", to: "Gentoo" }]);
  }, () => async () => {
    press(t.changes.link(2));
    await until("the list of changes", () => document.querySelector("dialog[open]"));
  }),
  "changes-seen": scene(async (page) => {
    await penguins(page);
    const { changes } = page.app.project!;
    await changes.exclude([2, 5, 6]);
    await changes.correct("Species", [{ row: 1, from: "Adelie", to: "Gentoo" }]);
  }, () => async () => {}),
};
