// Whoever imports this has the texts of the staff screens at hand, in the language of the page.
import { useTexts } from "./index.svelte";

await useTexts("staff");
