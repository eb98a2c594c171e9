import { expect, test, vi } from "vitest";
import type { ProjectState } from "../../src/app/state/project.svelte.ts";
import { opened, PENGUINS, started } from "./support/penguins.ts";
import { disk, openPage } from "./support/ports.ts";

async function looked({ doctor }: ProjectState): Promise<void> {
  doctor.follow();
  doctor.flush();
  await vi.waitFor(() => expect(doctor.stale).toBe(false), 5000);
}

test("what is left as it is stays left after a reload, and can be taken up again", async () => {
  const there = disk();
  const { app } = openPage(there);
  await app.start();
  await app.openText(PENGUINS);
  const project = opened(app);
  await project.setRole("species", "output");
  await looked(project);
  const [finding] = project.doctor.findings;
  expect(finding?.check).toBe("target_copy"); // a beak tells these two species apart
  project.doctor.leave(finding!);
  expect(project.doctor.findings.map(({ id }) => id)).not.toContain(finding!.id);
  await project.close();
  const again = openPage(there);
  await again.app.start();
  await again.app.openProject(project.id);
  const back = opened(again.app);
  await looked(back);
  expect(back.doctor.leftAsTheyAre.map(({ id }) => id)).toEqual([finding!.id]);
  back.doctor.takeUp(finding!);
  expect(back.doctor.findings.map(({ id }) => id)).toContain(finding!.id);
});

test("an edit makes the findings old, and what was found before is not done to another text", async () => {
  const { app, ports } = await started();
  await app.openText(PENGUINS);
  const project = opened(app);
  await project.setRole("species", "output");
  await looked(project);
  const [remedy] = project.doctor.findings.flatMap(({ remedies }) => remedies);
  await project.setRole("sex", "off");
  expect(project.doctor.stale).toBe(true);
  const before = project.document.text;
  await project.doctor.apply(remedy!);
  expect(project.document.text).toBe(before);
  expect(ports.toasts.all.at(-1)?.text).toMatch(/have changed since/);
});

test("without an answer it says why it cannot look, and the rail counts what it finds later", async () => {
  const { app } = await started();
  await app.openText(PENGUINS);
  const project = opened(app);
  await looked(project);
  expect(project.doctor.problems[0]?.message).toMatch(/output/);
  await project.setRole("species", "output");
  await looked(project);
  expect(project.doctor.problems).toEqual([]);
  expect(project.steps[0]?.fact).toMatchObject({ kind: "table", findings: project.doctor.findings.length });
});
