import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../format.ts";

/** The recorder of pictures: read where it is opened, which a first visit does not load. */
export const words = catalogue("app/camera", {
  title: "Pictures from the camera",
  text: "Show it one thing after the other: for each class a pile of pictures. They stay on this machine, and the camera is on only while this window is open and you have started it.",
  start: "Start the camera",
  starting: "Starting …",
  view: "What the camera sees",
  classNumber: (n: number) => `Class ${count(n)}`,
  name: (n: number) => `Name of class ${count(n)}`,
  add: "Add a class",
  hold: "Hold to record",
  holdFor: (name: string) => `Hold to record ${name}`,
  seconds: "Record 3 seconds",
  secondsFor: (name: string) => `Record 3 seconds of ${name}`,
  recording: "Recording",
  shots: (n: number) => counted(n, "picture", "pictures"),
  said: (name: string, n: number) => `${name}: ${counted(n, "picture", "pictures")}`,
  clear: (name: string) => `Throw the pictures of ${name} away`,
  drop: (n: number, name: string) => `Throw picture ${count(n)} of ${name} away`,
  full: (most: number) => `${count(most)} pictures are as many as one pile takes.`,
  use: "Use these pictures",
  folder: "camera",
  lack: {
    few_classes: "Record at least two classes.",
    same_name: "Two classes have the same name.",
    no_name: "A class with pictures has no name.",
  },
  problems: {
    none: "No camera was found. Connect one, or choose a folder of pictures instead.",
    refused: "The browser did not let this page use the camera. Allow it beside the address, then start again.",
    busy: "Another program is using the camera. Close it there, then start again.",
    other: (reason: string) => `The camera could not be started: ${reason}`,
  },
});
