/**
 * The headers of a real deployment: what keeps everything on the client, and what makes the page cross-origin isolated.
 * One place for the server of `npm start`, the meta tag that the build stamps, the service worker, the gate that opens no data
 * before the policy is in force, and the tests.
 */

const directives = {
  "default-src": "'none'",
  // WebAssembly needs its own word; 'unsafe-eval' is not among them, so `new Function` throws.
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self' blob: data:",
  "style-src": "'self'",
  "font-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "object-src": "'none'",
  "require-trusted-types-for": "'script'",
};

/** @param {Record<string, string>} parts */
const policy = (parts) => Object.entries(parts).map(([name, value]) => `${name} ${value}`).join("; ");

/** The policy as a meta tag may carry it: browsers ignore `frame-ancestors` there. */
export const metaPolicy = policy(directives);

/** The policy as the header carries it. */
export const contentSecurityPolicy = policy({ ...directives, "frame-ancestors": "'none'" });

/**
 * The policy of the edition in one file, in its meta tag: its own scripts and styles by their hashes, workers and the bytes of
 * WebAssembly as blobs, and nothing to fetch from anywhere else, the file's own folder included.
 * @param {{ script: readonly string[], style: readonly string[] }} hashes
 */
export const filePolicy = ({ script, style }) => {
  const { "manifest-src": _, ...own } = directives;
  return policy({
    ...own,
    "script-src": `${script.join(" ")} 'wasm-unsafe-eval'`,
    "worker-src": "blob:",
    "connect-src": "blob:",
    "img-src": "blob: data:",
    "style-src": style.join(" "),
    "font-src": "data:",
  });
};

/** @type {Readonly<Record<string, string>>} */
export const deploymentHeaders = {
  "Content-Security-Policy": contentSecurityPolicy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  // The camera serves the recorder of pictures, which opens it when it is told to; what it sees goes to the piles of that window and nowhere else.
  "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=()",
};

/** Whether one policy of an answer says all of ours. Of a directive said twice, browsers obey the first. @param {string} text */
function isOurs(text) {
  /** @type {Map<string, string>} */
  const said = new Map();
  for (const part of text.split(";")) {
    const [name = "", ...words] = part.trim().split(/\s+/);
    if (!said.has(name)) said.set(name, words.join(" "));
  }
  return Object.entries(directives).every(([name, words]) => said.get(name) === words);
}

/** Whether an answer carries the policy. Others beside it may only narrow it further. @param {Headers} headers */
export const carriesPolicy = (headers) => (headers.get("Content-Security-Policy") ?? "").split(",").some(isOurs);
