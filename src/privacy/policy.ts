/** The content-security policy that a response came with. */

/** By whom: a header of the response, or a tag in the page. */
export interface StatedPolicy { readonly by: "header" | "tag"; readonly text: string }
export interface Directive { readonly name: string; readonly values: readonly string[] }

/** What the response that a page or a worker was made from says; null when it could not be had again. */
export interface ResponseFacts {
  readonly policy: string | null;
  readonly opener: string | null;
  readonly embedder: string | null;
}

/**
 * Asks for an address of this origin again and reads the headers; from the browser's cache where it lies there, which is the very
 * response that is in force.
 */
export async function readResponse(address: string): Promise<ResponseFacts | null> {
  try {
    const response = await fetch(address, { cache: "force-cache" });
    await response.body?.cancel();
    const { headers } = response;
    return { policy: headers.get("content-security-policy"), opener: headers.get("cross-origin-opener-policy"), embedder: headers.get("cross-origin-embedder-policy") };
  } catch {
    return null;
  }
}

/** The directives of one policy; of a name that comes twice the first counts, as browsers have it. */
export function parsePolicy(text: string): readonly Directive[] {
  const found = new Map<string, Directive>();
  for (const part of text.split(";")) {
    const [name, ...values] = part.trim().split(/\s+/);
    const key = name?.toLowerCase();
    if (key && !found.has(key)) found.set(key, { name: key, values });
  }
  return [...found.values()];
}
