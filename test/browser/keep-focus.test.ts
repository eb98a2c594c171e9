/** Where the keyboard goes on when what it was at is taken away: only a browser has a focus. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { keepFocus } from "../../src/app/ui/keep-focus.ts";

let end: () => void;
beforeEach(() => {
  document.body.innerHTML = `<main><h1 tabindex="-1">Screen</h1><header><button id="close">×</button></header>
    <ol><li id="one"><h3 tabindex="-1">One</h3><button>Mend one</button></li> <li id="two"><h3 tabindex="-1">Two</h3><button>Mend two</button></li></ol><p>Nothing to stop at</p></main>`;
  end = keepFocus(document.body);
});
afterEach(() => {
  end();
  document.body.innerHTML = "";
});

const find = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector)!; // the tests name what is there
const settled = () => new Promise((done) => setTimeout(done, 20));
const now = (): string | undefined => document.activeElement?.textContent ?? undefined;

test("an entry that goes leaves the focus to the next one, the last to the one before, and a list to what is around it", async () => {
  find("#one button").focus();
  find("#one").remove();
  await settled();
  expect(now()).toBe("Two");
  find("ol").insertAdjacentHTML("afterbegin", `<li id="zero"><h3 tabindex="-1">Zero</h3></li>`);
  find("#two button").focus();
  find("#two").remove();
  await settled();
  expect(now()).toBe("Zero");
  find("ol").remove();
  await settled();
  expect(now()).toBe("×");
});

test("what comes in its stead has the focus, in whichever order they change places", async () => {
  const button = find("#one button");
  button.focus();
  button.insertAdjacentHTML("afterend", "<input id=field value=x>");
  button.remove();
  await settled();
  expect(document.activeElement).toBe(find("#field"));
  const field = find("#field");
  const cell = field.parentElement!;
  field.remove();
  cell.insertAdjacentHTML("beforeend", "<button>x</button>");
  await settled();
  expect(now()).toBe("x");
});

test("what takes the one that has it, and then what held that one, is looked at as one", async () => {
  find("#two button").focus();
  find("#two button").remove();
  find("#two").remove();
  await settled();
  expect(now()).toBe("One");
});

test("what is disabled for a moment has the focus again afterwards", async () => {
  const button = find("#one button") as HTMLButtonElement;
  button.focus();
  button.disabled = true;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  button.disabled = false;
  await settled();
  expect(document.activeElement).toBe(button);
});

test("another screen begins at its own heading, and who left on purpose is left alone", async () => {
  find("#one button").focus();
  find("main").remove();
  document.body.insertAdjacentHTML("beforeend", "<main><h1 tabindex=-1>Next</h1><button>on</button></main>");
  await settled();
  expect(document.activeElement).toBe(document.body);

  find("button").focus();
  find("button").blur();
  await settled();
  find("button").remove();
  await settled();
  expect(document.activeElement).toBe(document.body);
});

test("the Tab key leads on from what changes the page when it is left", async () => {
  const button = find("#one button");
  button.addEventListener("blur", () => find("p").remove());
  button.focus();
  await userEvent.tab();
  await settled();
  expect(now()).toBe("Mend two");
});
