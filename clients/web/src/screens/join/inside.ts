// What the join page needs once somebody has a code: it speaks with the server, so it brings the protocol with it. Loaded
// while the code is being typed, so that the first screen stays small on a poor network.
export { default as Inside } from "./Inside.svelte";
export { join, lookUp } from "../../connection/api";
export { whyRefused } from "../words";
