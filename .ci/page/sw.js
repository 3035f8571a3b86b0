// Answers for the one page once it is kept, so that it opens without a network. It asks for nothing else.
const KEPT = "page-{{ digest }}";

addEventListener("install", (event) => event.waitUntil((async () => {
  await (await caches.open(KEPT)).add(new Request("./", { cache: "reload" }));
  await skipWaiting();
})()));
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await clients.claim();
})()));
addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith((async () => (await caches.match("./", { cacheName: KEPT })) || fetch(event.request))());
});
