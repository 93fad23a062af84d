// The address bar. Every path below is answered by the server with the same page; secrets stand in the fragment (P-63).
const state = $state({ path: location.pathname });

window.addEventListener("popstate", () => (state.path = location.pathname));

export function currentPath(): string {
  return state.path;
}

export function go(path: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  state.path = location.pathname;
  window.scrollTo(0, 0);
}

/** The secret in the fragment, taken out of the address bar so that nobody reads or shares it by accident. */
export function takeSecret(): string | undefined {
  const secret = location.hash.slice(1);
  if (!secret) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return secret;
}
