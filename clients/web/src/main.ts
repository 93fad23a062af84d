import { mount } from "svelte";
import App from "./App.svelte";
import { useTexts } from "./i18n/index.svelte";
import { currentPath } from "./router.svelte";
import { routeOf } from "./routes";
import "./ui/base.css";
import { keepFocus } from "./ui/keep_focus";
import "./ui/theme.svelte";

// The first screen is on its way while its words are; App shows what became of it.
routeOf(currentPath())
  ?.load()
  .catch(() => undefined);
await useTexts("common");
keepFocus();
mount(App, { target: document.getElementById("app")! });

// So that the page can be opened while the server is away. Only over https or on this machine itself; elsewhere browsers have
// no service workers. After the page has loaded: it must not compete with it on a poor network.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  const register = () =>
    navigator.serviceWorker.register("/service-worker.js").catch(() => {
      // Forbidden by the browser's settings: everything else works without.
    });
  // The page does not wait for what is awaited above: it may have loaded long ago.
  if (document.readyState === "complete") void register();
  else window.addEventListener("load", register);
}
