/**
 * A small static server that sends the headers of a real deployment: for `npm start`, and for the tests of the built app.
 * From a terminal: `node scripts/serve.mjs [folder] [port]`.
 */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { deploymentHeaders } from "./headers.mjs";

/** @type {Readonly<Record<string, string>>} */
const types = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".zip": "application/zip",
};

/**
 * Serves a folder on this machine only and gives its address. A taken port is passed over for the next, up to fifty times.
 * @param {object} options
 * @param {string} options.folder
 * @param {number} [options.port] the first port to try
 * @param {boolean} [options.exactPort] refuse to move on to the next port
 * @param {string} [options.prefix] the sub-path to serve it under, with a slash at both ends
 * @param {Readonly<Record<string, string>>} [options.headers]
 * @param {(path: string) => void} [options.log] told of every request that arrives
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, port = 5173, exactPort = false, prefix = "/", headers = deploymentHeaders, log }) {
  const top = resolve(folder);
  const server = createServer((request, response) => {
    log?.(request.url ?? "");
    void answer(request.method ?? "GET", request.url ?? "/").then(({ status, headers: own, file }) => {
      response.writeHead(status, { ...headers, ...own });
      if (file === undefined || request.method === "HEAD") response.end(status === 200 ? undefined : `${status}\n`);
      else createReadStream(file).on("error", () => response.destroy()).pipe(response);
    });
  });

  /** @typedef {{ status: number, headers?: Record<string, string | number>, file?: string }} Answer */

  /** @param {string} method @param {string} address @returns {Promise<Answer>} */
  async function answer(method, address) {
    if (method !== "GET" && method !== "HEAD") return { status: 405, headers: { Allow: "GET, HEAD" } };
    try {
      const path = decodeURIComponent(new URL(address, "http://localhost").pathname);
      const file = await fileAt(path);
      if (file === undefined) return { status: 404 };
      // Files in assets/ carry a hash of their content in their name.
      const caching = path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
      const { size } = await stat(file);
      const type = types[extname(file)] ?? "application/octet-stream";
      return { status: 200, headers: { "Content-Type": type, "Content-Length": size, "Cache-Control": caching }, file };
    } catch {
      return { status: 404 };
    }
  }

  /** The file that a path names, a folder's being its index; nothing outside the folder. @param {string} path */
  async function fileAt(path) {
    if (!path.startsWith(prefix)) return undefined;
    const file = normalize(join(top, path.slice(prefix.length)));
    if (file !== top && !file.startsWith(top + sep)) return undefined;
    return (await stat(file)).isDirectory() ? join(file, "index.html") : file;
  }

  const chosen = await listen(server, port, exactPort ? 0 : 50);
  return {
    url: `http://localhost:${chosen}${prefix}`,
    close: () => new Promise((done) => (server.close(() => done()), server.closeAllConnections())),
  };
}

/**
 * Gives the port it got.
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {number} retries
 * @returns {Promise<number>}
 */
async function listen(server, port, retries) {
  server.listen(port, "localhost");
  try {
    await once(server, "listening");
    return port;
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!taken || retries === 0) throw error;
    return listen(server, port + 1, retries - 1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [, , folder = "dist", port] = process.argv;
  const { url } = await serve({ folder, port: Number(port ?? 5173), exactPort: port !== undefined });
  console.log(url);
}
