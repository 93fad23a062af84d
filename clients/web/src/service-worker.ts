/// <reference lib="webworker" />
// Lets the page be opened while the server is away. It keeps one build of the client, taken in as a whole, and gives it out
// only for what belongs to that build; /api, /ws, /media and everything unknown pass by untouched. A page is asked for at
// the server first, so that whoever reloads gets the newest client (P-14); the kept one answers when the server does not.
const worker = self as unknown as ServiceWorkerGlobalScope;

/** Put in by scripts/precache.ts when the client is built: what belongs to it, and a name that changes with any of it. */
declare const kBuild: { name: string; files: string[] };

const kPrefix = "samtale-";
const kPage = "/index.html";
const kServerWithinMs = 5_000;
/** This build's and the one before: pages that are still open ask for parts of theirs. */
const kBuildsKept = 2;

async function takeIn(): Promise<void> {
  const cache = await caches.open(kPrefix + kBuild.name);
  // `reload`: index.html must not come from an older build out of the browser's own cache.
  await cache.addAll(kBuild.files.map((file) => new Request(file, { cache: file === kPage ? "reload" : "default" })));
  await worker.skipWaiting();
}

async function takeOver(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(kPrefix));
  await Promise.all(builds.slice(0, -kBuildsKept).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function keptPage(): Promise<Response | undefined> {
  const cache = await caches.open(kPrefix + kBuild.name);
  return cache.match(kPage);
}

async function page(request: Request): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the server does not answer")), kServerWithinMs);
  });
  try {
    const answer = await Promise.race([fetch(request), tooLate]);
    // A proxy answers for a server that is away.
    return answer.status < 500 ? answer : ((await keptPage()) ?? answer);
  } catch {
    return (await keptPage()) ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
}

/** Parts have a hash of their content in their name: whichever build has it, it is the same. */
const part = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

worker.addEventListener("install", (event) => event.waitUntil(takeIn()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (/^\/(api|ws|media|healthz|readyz)(\/|$)/.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(part(request));
});
