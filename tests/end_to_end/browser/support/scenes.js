// A long test as scenes that build on each other: when one fails the rest is not played, and every page is photographed.
import { test } from "node:test";

/** `scenes`: [what happens, async (cast) => …]. `prepare` makes the cast, `finish` lets it go. */
export function play(title, { prepare, scenes, finish }) {
  test(title, async (t) => {
    const cast = await prepare();
    let broken = "";
    try {
      for (const [name, scene] of scenes) {
        await t.test(name, async (step) => {
          if (broken) return step.skip(`“${broken}” failed before it`);
          try {
            await scene(cast);
          } catch (error) {
            broken = name;
            const folder = await cast.devices.keepTraces(title);
            step.diagnostic(`pictures of every screen at that moment: ${folder}`);
            throw error;
          }
        });
      }
    } finally {
      await finish(cast);
    }
  });
}
