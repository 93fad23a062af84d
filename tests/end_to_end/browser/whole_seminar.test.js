// A whole seminar in a real browser: an organiser, a facilitator, a speaker and three groups with three devices each, then a
// fourth that comes late; with a reload and a killed server in the middle.
import { arriving } from "./seminar/arriving.js";
import { finish, prepare } from "./seminar/cast.js";
import { planning } from "./seminar/planning.js";
import { play } from "./support/scenes.js";

play("a whole seminar", { prepare, finish, scenes: [...planning, ...arriving] });
