import type { Place } from "../../privacy/place.ts";
import type { PlacePort } from "../state/trust.svelte.ts";
import type { Asked } from "./lasting.ts";

/** A worker as a place to be looked at: looking at one that is not there starts none. */
export const workerPlace = (worker: Asked<Place>): PlacePort => ({
  look: async () => {
    const { present } = worker;
    return present ? present.during(present.api.privacy()) : null;
  },
  tryToSend: () => worker.once((api) => api.tryToSend()),
});
