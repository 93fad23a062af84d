// Which of very many tiles are on the screen or nearly: only those are drawn. One observer for all of them.
import { SvelteSet } from "svelte/reactivity";
import type { Attachment } from "svelte/attachments";

export class Near {
  private readonly ids = new SvelteSet<string>();
  private readonly idOf = new WeakMap<Element, string>();
  private readonly observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const id = this.idOf.get(entry.target);
        if (id === undefined) continue;
        if (entry.isIntersecting) this.ids.add(id);
        else this.ids.delete(id);
      }
    },
    { rootMargin: "50% 0px" },
  );

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** `{@attach near.watch(id)}` on the element that keeps the tile's place. */
  watch(id: string): Attachment {
    return (element) => {
      this.idOf.set(element, id);
      this.observer.observe(element);
      return () => this.observer.unobserve(element);
    };
  }

  stop(): void {
    this.observer.disconnect();
  }
}
