/** Saving a chart: what is drawn on screen, with its colours written in, because a saved file has no style sheet. */
import { wellFormed } from "./xml.ts";

const PAINT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "paint-order"] as const;
const TEXT = ["font-family", "font-size", "font-weight", "text-anchor"] as const;
const NAMESPACE = "http://www.w3.org/2000/svg";

/** Room above the drawing for its title. */
const HEAD = 30;

/** A copy of the drawing that looks the same anywhere: computed colours as attributes, a background, its title above it. */
export function standalone(drawing: SVGSVGElement, title: string): SVGSVGElement {
  const copy = drawing.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new TypeError("internal: the copy of an <svg> is no <svg>");
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("xmlns", NAMESPACE);
  copy.setAttribute("width", String(Math.ceil(width)));
  copy.setAttribute("height", String(Math.ceil(height) + HEAD));
  copy.setAttribute("viewBox", `0 ${-HEAD} ${Math.ceil(width)} ${Math.ceil(height) + HEAD}`);
  const originals = drawing.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, i) => {
    const original = originals[i];
    if (original) writeStyle(element, getComputedStyle(original), original.tagName === "text" || original.tagName === "tspan");
    element.removeAttribute("class");
    element.removeAttribute("style");
  });
  const { color, fontFamily } = getComputedStyle(document.body);
  copy.prepend(
    made("title", {}, title),
    made("rect", { y: String(-HEAD), width: "100%", height: "100%", fill: getComputedStyle(document.documentElement).getPropertyValue("--surface").trim() || "#fff" }),
    made("text", { x: "8", y: "-10", fill: color, "font-family": fontFamily, "font-size": "14", "font-weight": "600" }, title),
  );
  return copy;
}

function made(tag: string, attributes: Readonly<Record<string, string>>, text = ""): Element {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function writeStyle(element: Element, style: CSSStyleDeclaration, text: boolean): void {
  for (const name of text ? [...PAINT, ...TEXT] : PAINT) {
    const value = style.getPropertyValue(name);
    if (value !== "" && value !== "normal" && !(name === "stroke-dasharray" && value === "none")) element.setAttribute(name, value);
  }
}

export const svgBlob = (drawing: SVGSVGElement, title: string): Blob =>
  new Blob([wellFormed(new XMLSerializer().serializeToString(standalone(drawing, title)))], { type: "image/svg+xml" });

/** The drawing in pixels, twice as fine as on screen. */
export async function pngBlob(drawing: SVGSVGElement, title: string, scale = 2): Promise<Blob> {
  const { width, height } = drawing.getBoundingClientRect();
  const address = URL.createObjectURL(svgBlob(drawing, title));
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil((height + HEAD) * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("internal: the canvas gave no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** "Learning curves: Species" → "learning_curves_species". */
export const fileName = (title: string): string =>
  title.toLowerCase().normalize("NFKD").replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^_+|_+$/g, "").slice(0, 60) || "chart";
