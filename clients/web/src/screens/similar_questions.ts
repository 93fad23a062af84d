// Whether two questions ask much the same, so that a group can back one instead of writing it again, and a facilitator can put
// two together. Pure, and only ever a suggestion. Words are compared by their beginnings, since Danish bends and joins them:
// *barnet*, *børn* and *børnene*, *forældre* and *forældrene*.

/** Words that every question has. */
const kEmpty = new Set(
  (
    "og eller men at er en et den det de der som i på til fra for med af om hos ved vi i jer jeres os vores man sig sin sit sine " +
    "hvordan hvad hvorfor hvornår hvem hvor hvilke hvilken kan skal vil må bør har havde gør gøre får få bliver blive være var " +
    "når hvis så ikke også bedst mest mere godt bare selv noget nogen dem deres hans hendes du dig din " +
    "the a an and or but to of in on for from with is are do does did we you your our they them it that this how what why when " +
    "who which can should would could must be have has had get not also best more most"
  ).split(" "),
);
/** Longest first. */
const kEndings = ["erne", "ende", "ernes", "enes", "ene", "ets", "ens", "ers", "ede", "ing", "er", "en", "et", "es", "e", "s", "r", "t"].sort(
  (a, b) => b.length - a.length,
);
const kShortestStem = 3;
/** What bends in the middle. */
const kBent: Record<string, string> = { børn: "barn", mænd: "mand", bøg: "bog", children: "child" };

function stem(word: string): string {
  const ending = kEndings.find((end) => word.endsWith(end) && word.length - end.length >= kShortestStem);
  const bare = ending ? word.slice(0, -ending.length) : word;
  return kBent[word] ?? kBent[bare] ?? bare;
}

/** The words that carry a question, each once, without their endings. */
export function keyWords(text: string): Set<string> {
  const words = text.toLocaleLowerCase("da").match(/\p{L}+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 1 && !kEmpty.has(word)).map(stem));
}

/** Equal, or one is the beginning of the other: *underretning* and *underretningssag*. */
const meets = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short === long || (short.length >= 5 && long.startsWith(short));
};

/** 0: nothing in common; 1: the same words. */
export function likeness(one: string, other: string): number {
  const a = [...keyWords(one)];
  const b = [...keyWords(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const shared = a.filter((word) => b.some((candidate) => meets(word, candidate))).length;
  // A short question within a long one is alike too, though less surely than the other way round.
  const ofShorter = shared / Math.min(a.length, b.length);
  const ofBoth = shared / (a.length + b.length - shared);
  return (ofShorter + ofBoth) / 2;
}

/** From here on it is worth asking; two words in common at least, since one alone is only a subject. */
const kAlike = 0.5;
const kWordsInCommon = 2;

const enoughInCommon = (one: string, other: string): boolean => {
  const b = [...keyWords(other)];
  return [...keyWords(one)].filter((word) => b.some((candidate) => meets(word, candidate))).length >= kWordsInCommon;
};

/** Those that ask much the same as `text`, the most alike first. */
export function similarTo<Q extends { text: string }>(text: string, questions: Iterable<Q>, most = 3): Q[] {
  return [...questions]
    .map((question) => ({ question, alike: likeness(text, question.text) }))
    .filter(({ question, alike }) => alike >= kAlike && enoughInCommon(text, question.text))
    .sort((a, b) => b.alike - a.alike)
    .slice(0, most)
    .map(({ question }) => question);
}
