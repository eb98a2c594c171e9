/** What an Arrow file says of its sizes does not fit its bytes. */
import { words } from "../../../messages/en/ingest.ts";
import { Refusal } from "../format.ts";

export const contradiction = (): Refusal => new Refusal(words.formats.arrow.damaged(words.formats.arrow.sizes));
