/** The page under its own eyes. Imported first in `main.ts`, so that no request is missed. */
import { commonSenders, type Senders } from "../../privacy/attempts.ts";
import { watchPlace } from "../../privacy/place.ts";

/** The ways out that only a page has; what they put into it is taken out again. */
const pageSenders: Senders = {
  sendBeacon: (address) => navigator.sendBeacon(address, "x"),
  image: (address) => void (new Image().src = address),
  stylesheet: (address) => within("link", document.head, { rel: "stylesheet", href: address }),
  font: (address) => new FontFace("nowhere", `url(${address})`).load(),
  frame: (address) => within("iframe", document.body, { hidden: true, src: address }),
  form: (address) => {
    const target = within("iframe", document.body, { hidden: true, name: "nowhere" });
    within("form", document.body, { hidden: true, method: "post", action: address, target: target.name }).submit();
  },
};

const STAYS = 1000;

function within<Tag extends "link" | "iframe" | "form">(tag: Tag, parent: HTMLElement, properties: Partial<HTMLElementTagNameMap[Tag]>): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  parent.append(element);
  setTimeout(() => element.remove(), STAYS);
  return element;
}

const ownAddress = () => location.href.replace(/#.*$/, "");
const tag = () => document.querySelector<HTMLMetaElement>("meta[http-equiv='Content-Security-Policy' i]")?.content ?? null;

export const page = watchPlace(globalThis, ownAddress(), { ...commonSenders, ...pageSenders }, tag);
