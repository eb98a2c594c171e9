/** The content-security policy that a response came with. */

/** By whom: a header that the host sent, one that the service worker set, or a tag in the page. */
export interface StatedPolicy { readonly by: "header" | "service_worker" | "tag"; readonly text: string }
export interface Directive { readonly name: string; readonly values: readonly string[] }

/**
 * The policy of the response that a page or a worker was made from, which no script can see: it is asked for again, from the
 * browser's cache where it lies there. Early, or a service worker that came in between would answer instead. Null when there is none.
 */
export async function readHeader(address: string): Promise<string | null> {
  if (!/^https?:/.test(address)) return null; // a page from a file and a worker from a blob are no response of a host
  try {
    const response = await fetch(address, { cache: "force-cache" });
    await response.body?.cancel();
    return response.headers.get("content-security-policy");
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
