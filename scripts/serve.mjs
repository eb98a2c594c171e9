/**
 * A small static server that sends the headers of a real deployment: for `npm start`, and for the tests of the built app.
 * From a terminal: `node scripts/serve.mjs [folder] [port]`.
 */
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
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, port = 5173, exactPort = false, prefix = "/", headers = deploymentHeaders }) {
  const top = resolve(folder);
  const server = createServer((request, response) => {
    answer(request.method ?? "GET", request.url ?? "/").catch(() => [404, {}, undefined]).then(([status, more, file]) => {
      response.writeHead(status, { ...headers, ...more });
      if (file === undefined || request.method === "HEAD") response.end(status === 200 ? undefined : `${status}\n`);
      else createReadStream(file).on("error", () => response.destroy()).pipe(response);
    });
  });

  /** @param {string} method @param {string} address @returns {Promise<[number, Record<string, string | number>, string | undefined]>} */
  async function answer(method, address) {
    if (method !== "GET" && method !== "HEAD") return [405, { Allow: "GET, HEAD" }, undefined];
    const path = decodeURIComponent(new URL(address, "http://localhost").pathname);
    if (!path.startsWith(prefix)) return [404, {}, undefined];
    let file = normalize(join(top, path.slice(prefix.length)));
    if (file !== top && !file.startsWith(top + sep)) return [404, {}, undefined];
    if ((await stat(file)).isDirectory()) file = join(file, "index.html");
    const { size } = await stat(file);
    // Files in assets/ carry a hash of their content in their name.
    const caching = path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    return [200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Length": size, "Cache-Control": caching }, file];
  }

  const chosen = await listen(server, port, exactPort ? 0 : 50);
  return {
    url: `http://localhost:${chosen}${prefix}`,
    close: () => new Promise((done) => (server.close(() => done()), server.closeAllConnections())),
  };
}

/** @param {import("node:http").Server} server @param {number} port @param {number} retries @returns {Promise<number>} */
function listen(server, port, retries) {
  return new Promise((done, reject) => {
    /** @param {NodeJS.ErrnoException} error */
    const refused = (error) => {
      if (error.code === "EADDRINUSE" && retries > 0) listen(server, port + 1, retries - 1).then(done, reject);
      else reject(error);
    };
    server.once("error", refused);
    server.listen(port, "localhost", () => {
      server.off("error", refused);
      done(port);
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { url } = await serve({ folder: process.argv[2] ?? "dist", port: Number(process.argv[3] ?? 5173), exactPort: process.argv[3] !== undefined });
  console.log(url);
}
