// Makes the texts of the staff screens available; loaded with the first of them.
import { addTexts } from "./catalogue";
import da from "./da/staff.json";
import en from "./en/staff.json";

addTexts(da, en);
