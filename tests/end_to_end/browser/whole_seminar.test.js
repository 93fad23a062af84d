// A whole seminar in a real browser: an organiser, a facilitator, a speaker and three groups with three devices each, then a
// fourth that comes late; with a reload and a killed server in the middle.
import { agreeing } from "./seminar/agreeing.js";
import { arriving } from "./seminar/arriving.js";
import { finish, prepare } from "./seminar/cast.js";
import { ending } from "./seminar/ending.js";
import { learning } from "./seminar/learning.js";
import { planning } from "./seminar/planning.js";
import { play } from "./support/scenes.js";

play("a whole seminar", { prepare, finish, scenes: [...planning, ...arriving, ...learning, ...agreeing, ...ending] });
