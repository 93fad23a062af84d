// Makes the texts of the group's screens available; loaded with the first of them.
import { addTexts } from "./catalogue";
import da from "./da/group.json";
import en from "./en/group.json";

addTexts(da, en);
