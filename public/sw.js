// Callboard's service worker: keeps one build of the app, whole or not at all, and
// serves it with no signal. scripts/finish-app.mjs fills in BUILD, FILES and LATER.
//
// The page decides when a new build takes over: it sends "SKIP_WAITING" once the user
// agreed. Productions, sync and blobs are never touched here: the engine keeps those.
"use strict";

const BUILD = "__BUILD__";
// [path, sha256 in base64]; a path with a hash in its name never changes its content.
const FILES = __FILES__;
// The typesetter and its fonts, in the same form: kept from their first use on.
const LATER = __LATER__;

const PREFIX = "callboard-";
const CACHE = PREFIX + BUILD;
// The same bytes, however they were compressed or asked for.
const ANY = { ignoreVary: true };
const PATHS = new Set(FILES.map(([path]) => path));
// One cache for all builds, since these files change rarely and are large.
const KEPT = "callboard.later";
const LATER_BY_PATH = new Map(LATER.map((entry) => [entry[0], entry]));
const withoutHash = (path) => path.replace(/-[0-9a-f]{16}/, "");
const isImmutable = (path) => /-[0-9a-f]{16}[./]/.test(path);
const isRelay = (path) => /^\/(api|sync|healthz|metrics)(\/|$)/.test(path);

// Fetches a file of this very build: if the relay has moved on to another build in the
// meantime, the hash does not match, the install fails, and the browser tries again later.
async function fetchFile([path, sha256]) {
  if (isImmutable(path)) {
    const kept = await caches.match(path, ANY);
    if (kept) return kept;
  }
  const response = await fetch(path, {
    cache: isImmutable(path) ? "default" : "no-cache",
    integrity: `sha256-${sha256}`,
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

// Fetches a file of the typesetter, and keeps it where there is room.
async function fetchLater(entry) {
  const response = await fetchFile(entry);
  const copy = response.clone();
  await caches.open(KEPT).then((cache) => cache.put(entry[0], copy)).catch(() => {});
  return response;
}

// Whoever made PDFs with the build before can make them with this one, also with no signal. No
// reason to refuse a build: it comes over the network otherwise.
async function renewLater() {
  const kept = (await (await caches.open(KEPT)).keys()).map((request) => new URL(request.url).pathname);
  const used = new Set(kept.map(withoutHash));
  const lacking = LATER.filter(([path]) => used.has(withoutHash(path)) && !kept.includes(path));
  await Promise.allSettled(lacking.map(fetchLater));
}

async function pruneLater() {
  const cache = await caches.open(KEPT);
  const old = (await cache.keys()).filter((request) => !LATER_BY_PATH.has(new URL(request.url).pathname));
  await Promise.all(old.map((request) => cache.delete(request)));
}

async function install() {
  try {
    const responses = await Promise.all(FILES.map(fetchFile));
    const cache = await caches.open(CACHE);
    await Promise.all(FILES.map(([path], index) => cache.put(path, responses[index])));
    await renewLater().catch(() => {});
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// Removes old builds. While pages are open, the one before this stays: another tab may
// still run it, and its engine may have to load again.
async function activate() {
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const kept = open.length > 0 ? builds.pop() : undefined;
  await Promise.all(builds.filter((name) => name !== kept).map((name) => caches.delete(name)));
  if (!kept) await pruneLater();
  // The first build ever: serve the page that installed it too, so it may go offline at once.
  if (!kept) await self.clients.claim();
}

async function answer(request, path) {
  const isNavigation = request.mode === "navigate";
  const key = isNavigation && !PATHS.has(path) ? "/" : path;
  const cache = await caches.open(CACHE);
  // Another build's file is only ever found by its hashed name.
  const kept = (await cache.match(key, ANY)) ?? (isImmutable(path) ? await caches.match(path, ANY) : undefined);
  if (kept) return kept;
  const later = LATER_BY_PATH.get(path);
  return later ? fetchLater(later) : fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING" || event.data?.type === "SKIP_WAITING") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || isRelay(url.pathname)) return;
  // Part of a file, or a file that is not the app's: the browser's own business.
  if (request.headers.has("range")) return;
  const isApp = request.mode === "navigate" || PATHS.has(url.pathname) || isImmutable(url.pathname);
  if (isApp) event.respondWith(answer(request, url.pathname));
});
