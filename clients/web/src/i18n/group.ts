// Whoever imports this has the texts of the group's screens at hand, in the language of the page.
import { useTexts } from "./index.svelte";

// `agreed`: action points and what travels between groups; `guide`: what the host device says. Staff see none of those screens.
await Promise.all([useTexts("group"), useTexts("agreed"), useTexts("guide")]);
