// Makes the texts of the join page available; loaded with it.
import { addTexts } from "./catalogue";
import da from "./da/join.json";
import en from "./en/join.json";

addTexts(da, en);
