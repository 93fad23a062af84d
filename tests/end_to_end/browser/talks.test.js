// The talks: a recording is prepared, several screens watch it together, and what goes wrong for one goes wrong for that one only.
import { finish, prepare } from "./talks/cast.js";
import { preparing } from "./talks/preparing.js";
import { second } from "./talks/second.js";
import { troubles } from "./talks/troubles.js";
import { watching } from "./talks/watching.js";
import { play } from "./support/scenes.js";

play("talks", { prepare, finish, scenes: [...preparing, ...watching, ...troubles, ...second] });
