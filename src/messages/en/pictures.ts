/** Why a picture is not taken, and what is worth knowing of those that are. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list, number } from "../format.ts";

const save = "Save it as PNG or JPEG.";
const few = (items: readonly string[]) => (items.length > 5 ? `${items.slice(0, 5).join(", ")} and ${count(items.length - 5)} more` : list(items));
const pictures = (paths: readonly string[]) => counted(paths.length, "picture", "pictures");
const are = (paths: readonly string[]) => (paths.length === 1 ? "is" : "are");
const million = (pixels: number) => `${number(pixels / 1e6)} million`;

export const words = catalogue("pictures", {
  empty: "The file is empty.",
  truncated: "The picture ends too early: a part of its bytes is missing. Copy or download it again.",
  torn: "The picture is torn: some of its bytes are damaged, and would show as grey. Copy or download it again.",
  damaged: (format: string) => `It begins like a picture in ${format}, and its header is damaged. Copy or download it again.`,
  noPixels: "It has no pixels.",
  tooManyPixels: (width: number, height: number, most: number, side: number) =>
    `It has ${count(width)} × ${count(height)} pixels; at most ${million(most)}, and ${count(side)} on a side, are decoded. Make it smaller first.`,
  unusualJpeg: `It is packed by a kind of JPEG that few browsers decode (lossless, arithmetic, or of more than 8 bits). ${save}`,
  unusualBmp: `It is packed by a kind of BMP that browsers do not decode. ${save}`,
  notPicture: (extension: string) => `Its name ends in .${extension}, and its bytes are no picture.`,

  /** Pictures in a form that is not decoded here. */
  other: {
    heic: "It is a picture in HEIC, which browsers do not decode. Save it as JPEG; on an iPhone, choose Settings, Camera, Formats, Most Compatible.",
    tiff: `It is a picture in TIFF, or a camera's raw file, which browsers do not decode. ${save}`,
    psd: `It is a document of Photoshop, not a picture. ${save}`,
    jpegXl: `It is a picture in JPEG XL, which not every browser decodes. ${save}`,
    jpeg2000: `It is a picture in JPEG 2000, which browsers do not decode. ${save}`,
    icon: `It is an icon, which holds one picture in several sizes. ${save}`,
    dicom: `It is a medical picture in DICOM, which is not decoded here. ${save}`,
    netpbm: `It is a picture in PGM or PPM, which browsers do not decode. ${save}`,
    svg: "It is a drawing in SVG, which has no pixels and may hold scripts. Export it as PNG.",
  },

  otherExtension: (paths: readonly string[]) => `The name of ${pictures(paths)} ends as that of another format; the content was believed: ${few(paths)}.`,
  animated: (paths: readonly string[]) => `${pictures(paths)} ${are(paths)} animated; only the first frame is used: ${few(paths)}.`,
  deep: (paths: readonly string[]) => `${pictures(paths)} ${paths.length === 1 ? "has" : "have"} more than 8 bits for a colour; decoding keeps 8: ${few(paths)}.`,
  cmyk: (paths: readonly string[]) => `${pictures(paths)} ${are(paths)} stored in CMYK, as for print; the browser converts the colours: ${few(paths)}.`,
});
