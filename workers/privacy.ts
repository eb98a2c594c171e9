/** What a worker says of its own privacy; each worker imports this before all else and exposes it over comlink. */
import { commonSenders } from "../src/privacy/attempts.ts";
import { watchPlace } from "../src/privacy/place.ts";

export const place = watchPlace(self, self.location.href, commonSenders);
