// A step of the build: the page names what the join page will need at once, so that a browser fetches it in the same journey as
// the client itself instead of learning of it from the client. Danish, because most who come through that door read it.
import type { Plugin } from "vite";

const kNeeded = ["/src/screens/join/JoinScreen.svelte", "/src/i18n/da/common.json", "/src/i18n/da/join.json"];

export function firstScreen(): Plugin {
  return {
    name: "samtale-first-screen",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(page, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((part) => part.type === "chunk");
        const scripts = new Set<string>();
        const styles = new Set<string>();
        const take = (file: string): void => {
          const chunk = chunks.find(({ fileName }) => fileName === file);
          if (!chunk || chunk.isEntry || scripts.has(file)) return;
          scripts.add(file);
          chunk.viteMetadata?.importedCss.forEach((style) => styles.add(style));
          chunk.imports.forEach(take);
        };
        for (const needed of kNeeded) {
          // What is asked for by that name can be a file of its own that only points to the one with the code.
          const door = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(needed));
          const chunk = door ?? chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(needed)));
          if (!chunk) throw new Error(`the first screen needs ${needed}, and no part of the build has it`);
          take(chunk.fileName);
        }
        const link = (rel: string) => (file: string) => ({
          tag: "link",
          attrs: { rel, crossorigin: true, href: `/${file}` },
          injectTo: "head" as const,
        });
        const unnamed = (file: string) => !page.includes(`/${file}"`);
        return [
          ...[...scripts].filter(unnamed).map(link("modulepreload")),
          ...[...styles].filter(unnamed).map(link("stylesheet")),
        ];
      },
    },
  };
}
