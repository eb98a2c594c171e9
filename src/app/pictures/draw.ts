/** Pictures as pixels, put on a canvas. */
export interface Pixels { readonly width: number; readonly height: number; /** [height, width, 4] */ readonly rgba: Uint8Array }

export function draw(canvas: HTMLCanvasElement, { width, height, rgba }: Pixels): void {
  canvas.width = width;
  canvas.height = height;
  const data = new ImageData(width, height);
  data.data.set(rgba);
  canvas.getContext("2d")?.putImageData(data, 0, 0);
}

/** Pictures of so few pixels are shown with their pixels as squares, not blurred. */
export const isTiny = ({ width, height }: Pick<Pixels, "width" | "height">): boolean => Math.max(width, height) <= 72;
