// Whoever imports this has the texts of the join page at hand, in the language of the page.
import { useTexts } from "./index.svelte";

await useTexts("join");
