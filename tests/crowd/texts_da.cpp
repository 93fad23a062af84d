#include "crowd/texts_da.h"

#include <array>

namespace samtale::crowd::texts {
namespace {

constexpr std::array kWorkplaces = {
    Workplace{"Familiegruppe Øst", "Familieafdelingen", "Aalborg"},
    Workplace{"Team Tusindfryd", "Børnehuset Tusindfryd", "Næstved"},
    Workplace{"PPR-teamet", "Pædagogisk Psykologisk Rådgivning", "Næstved"},
    Workplace{"Ungeteamet", "Ungdommens Uddannelses- og Jobhus", "Esbjerg"},
    Workplace{"Skovbrynet", "Døgninstitutionen Skovbrynet", "Silkeborg"},
    Workplace{"Modtageteamet", "Børne- og Familieafsnittet", "Aarhus"},
    Workplace{"Indskolingen", "Højmarksgårdskolen", "Køge"},
    Workplace{"Sundhedsplejen Nord", "Sundhedsplejen", "Hjørring"},
    Workplace{"Familiehuset Ådalen", "Familiehuset Ådalen", "Horsens"},
    Workplace{"SSP og skolesocialrådgiverne", "Forebyggelsescentret", "Gladsaxe"},
    Workplace{"Stue Blåklokken", "Vuggestuen Blåklokken", "Frederiksberg"},
    Workplace{"Plejefamiliekonsulenterne", "Familieplejen", "Vejle"},
    Workplace{"Rusmiddelteamet", "Rådgivningscenter for Unge", "Roskilde"},
    Workplace{"Specialklasserne", "Engdråbeskolen", "Viborg"},
    Workplace{"Kontaktpersonkorpset", "Ungecentret", "Odense"},
    Workplace{"Myndighed, gruppe 3", "Center for Børn og Unge", "Holbæk"},
    Workplace{"Mellemtrinnet", "Åbrinkskolen", "Svendborg"},
    Workplace{"Bostedet Fjordglimt", "Bostedet Fjordglimt", "Skive"},
    Workplace{"Tværfagligt team Syd", "Børn og Familie", "Sønderborg"},
    Workplace{"Familiebehandlerne", "Familieværkstedet", "Herning"},
    Workplace{"Jobkonsulenterne", "Jobcentrets ungeenhed", "Randers"},
    Workplace{"Børnehaven Lærkereden", "Børnehaven Lærkereden", "Ringsted"},
    Workplace{"Aflastningen Birkely", "Aflastningsstedet Birkely", "Kolding"},
    Workplace{"Tandplejen og sundhedsplejen", "Børne- og Ungesundhed", "Guldborgsund"},
    Workplace{"Udskolingen", "Lyngbakkeskolen", "Thisted"},
    Workplace{"Handicapgruppen", "Børnehandicap", "Hillerød"},
    Workplace{"Fritidsklubben Ørnen", "Klub Ørnen", "Brøndby"},
    Workplace{"Opsøgende team", "Ungerådgivningen", "København"},
    Workplace{"Pædagogiske vejledere", "Dagtilbud Vest", "Ikast-Brande"},
    Workplace{"Frivilligcaféen", "Familienetværkets lokalforening", "Fredericia"},
};

constexpr std::array<std::string_view, 64> kFirstNames = {
    "Mette",     "Søren",  "Åse",      "Henrik", "Camilla",  "Jørgen", "Fatima",  "Lars",    "Kirsten",  "Bjørn",
    "Louise",    "Anders", "Gitte",    "Mikkel", "Hanne",    "Rasmus", "Birthe",  "Thomas",  "Signe",    "Ali",
    "Dorthe",    "Niels",  "Maja",     "Kåre",   "Lene",     "Emil",   "Solveig", "Peter",   "Amina",    "Jesper",
    "Inge",      "Kasper", "Trine",    "Ole",    "Zeynep",   "Martin", "Vibeke",  "Sofie",   "Torben",   "Nadia",
    "Christian", "Ellen",  "Frederik", "Lone",   "Malene",   "Bo",     "Ida",     "Steffen", "Pernille", "Yusuf",
    "Annette",   "Jakob",  "Rikke",    "Aksel",  "Marianne", "Simon",  "Helle",   "Tove",    "Michael",  "Freja",
    "Jens",      "Karen",  "Bodil",    "Ulla"};

constexpr std::array<std::string_view, 18> kPrivateNotes = {
    "Jeg skynder mig tit at give råd. Hvad nu, hvis jeg spurgte én gang mere?",
    "Eksemplet med dagsordenen ramte mig. Hvem bestemmer egentlig vores møder?",
    "Jeg er i tvivl, om vi har tid til det her i en travl uge.",
    "Vi taler mere om familierne, end vi taler med dem.",
    "Forældrene kom først på banen efter tyve minutter. Det kender jeg godt.",
    "Det var skønt at høre, at usikkerhed er i orden.",
    "Hvad ville ske, hvis vi begyndte med det, der virker?",
    "Jeg vil huske ordet nysgerrighed. Og pauserne.",
    "Vi har prøvet noget lignende før. Hvorfor holdt det op igen?",
    "Det andet oplæg sagde det modsatte af det første. Godt!",
    "Mine referater er skrevet til kolleger og ikke til den, de handler om.",
    "Jeg bliver stille, når lederen sidder med. Gør andre også det?",
    "Hvem mangler ved bordet, når vi beslutter noget?",
    "Overgangen fra børnehave til skole er vores svageste led.",
    "Måske skulle vi spørge til håbet og ikke kun til bekymringen.",
    "Jeg vil gerne øve det sammen med en kollega, før jeg gør det selv.",
    "Tallet om, hvor lidt børn bliver spurgt, tager jeg med mig.",
    "Kunne vi nøjes med halvt så mange mål i handleplanen?"};

constexpr std::array<std::string_view, 14> kGroupNotes = {
    "Flere af os nævnte det samme: Vi går for hurtigt til løsninger.",
    "Vi ser forskelligt på, hvornår barnet skal være med til mødet.",
    "Det, der virker hos os: faste kontaktpersoner og korte veje til hinanden.",
    "Det svære er overgangene. Der taber vi tråden.",
    "Vi mangler et fælles sprog på tværs af faggrupper.",
    "Nye kolleger ser noget, vi andre er holdt op med at se.",
    "Vi vil gerne prøve noget småt, før vi ændrer alt.",
    "Skriftligheden fylder. Kan den hjælpe samtalen i stedet for at stoppe den?",
    "Vi har gode erfaringer med at gå en tur sammen under samtalen.",
    "Når vi har travlt, falder inddragelsen ud først.",
    "Tolkede samtaler kræver dobbelt så lang tid. Det har vi ikke planlagt efter.",
    "Tavlen i mødelokalet virkede: Alle kunne se, hvad der blev aftalt.",
    "Vi blev enige om, at vi ikke behøver at være enige i dag.",
    "Ros til hinanden er også faglighed."};

constexpr std::array<std::string_view, 20> kInsights = {
    "Når vi spørger først og råder bagefter, fortæller familierne mere.",
    "Børn vil gerne være med, når de ved, hvad mødet skal bruges til.",
    "Et møde uden formål bliver til en orientering.",
    "Vi undervurderer betydningen af de første fem minutter.",
    "Det er i orden ikke at vide det, hvis vi siger det højt.",
    "Netværket er større, end vi tror, når vi spørger den unge selv.",
    "Skriftlige aftaler virker kun, når alle har formuleret dem.",
    "Tværfaglighed kræver, at vi kender hinandens opgaver.",
    "Små skridt, der bliver fulgt op, slår store planer.",
    "Vi hører mest på dem, der taler mest. Det gælder også os selv.",
    "Forældre husker, hvordan de blev mødt, længere end hvad der blev sagt.",
    "Bekymringer skal deles tidligt, ellers vokser de i det skjulte.",
    "Vi kan bruge det, der allerede går godt, som målestok.",
    "En fast runde giver de stille en plads.",
    "Overleveringer lykkes, når den unge er til stede.",
    "Det er vores rammer, der er for snævre, ikke familiernes vilje.",
    "Vi skal holde op med at love noget, andre skal levere.",
    "Feedback efter hver samtale ændrer den næste.",
    "Legen viser os noget, som samtalen ikke kan.",
    "Vi har brug for at øve os på hinanden."};

constexpr std::array<std::string_view, 18> kQuestions = {
    "Hvordan fik I ledelsen med, da I begyndte?",
    "Hvad gør I, når forældrene er uenige om, hvad der er problemet?",
    "Hvor lang tid gik der, før I kunne mærke en forskel?",
    "Hvordan holder I fast i det, når der kommer nye kolleger?",
    "Virker metoden også med tolk?",
    "Hvilke børn passer den her tilgang ikke til?",
    "Hvad ville I springe over, hvis I skulle begynde forfra?",
    "Hvordan inddrager I de allermindste, som ikke kan sige det med ord?",
    "Hvordan undgår man, at inddragelse bliver et kryds i et skema?",
    "Hvad siger forskningen om samtaler på skærm?",
    "Kan I give et eksempel på et møde, der gik galt, og hvad I lærte?",
    "Hvordan deler I viden mellem skole og familieafdeling uden at gå for vidt?",
    "Hvor lidt kan man nøjes med, og stadig gøre en forskel?",
    "Hvad gør I, når den unge ikke vil være med?",
    "Hvordan får I fædrene med?",
    "Hvad er det første, en leder skal gøre i morgen?",
    "Hvordan måler I, om det virker, uden at drukne i skemaer?",
    "Hvad gør I for jer selv, når sagerne fylder?"};

constexpr std::array kAgreements = {
    Agreement{"Vi begynder hvert møde med at spørge familien, hvad mødet skal bruges til.", 14,
              "Hænge spørgsmålet op i mødelokalet", false},
    Agreement{"Vi sender dagsordenen til familien to dage før og spørger, hvad der mangler.", 21,
              "Skrive en kort standardtekst sammen", false},
    Agreement{"Vi holder en fast runde på personalemødet, så alle siger noget, før vi diskuterer.", 10,
              "Sætte runden på næste dagsorden", false},
    Agreement{"Vi slutter hver samtale med to minutters feedback fra barnet eller forældrene.", 28,
              "Prøve det i én samtale hver", false},
    Agreement{"Vi afsætter en time om måneden til at øve samtaler på hinanden.", 30,
              "Bede lederen om at friholde timen i kalenderen", true},
    Agreement{"Vi skriver referater direkte til barnet, i et sprog barnet forstår.", 42,
              "Omskrive ét gammelt referat sammen", false},
    Agreement{"Vi inviterer læreren og pædagogen med til overleveringen i maj og august.", 60,
              "Ringe til skolens leder", true},
    Agreement{"Vi laver en fælles tavle med aftaler, som alle i mødet kan se.", 7, "Købe en tavle på hjul", false},
    Agreement{"Vi tager en kollega med fra en anden faggruppe i hver ny sag det næste kvartal.", 90,
              "Aftale en vagtplan med PPR", true},
    Agreement{"Vi spørger den unge, hvem der skal være med til netværksmødet.", 14,
              "Lave et netværkskort, man kan tegne på", false},
    Agreement{"Vi begrænser handleplanen til tre mål, som familien selv har sagt.", 28,
              "Gennemgå to planer på næste teammøde", false},
    Agreement{"Vi holder de første fem minutter fri for papirer og skærme.", 7, "Lægge computerne på reolen", false},
    Agreement{"Vi samler gode eksempler i en mappe, nye kolleger får den første dag.", 45, "Skrive ét eksempel hver",
              false},
    Agreement{"Vi bruger gåture til de svære samtaler med de unge.", 0, "Finde tre ruter på tyve minutter", false},
    Agreement{"Vi booker tolk til dobbelt tid og en snak før samtalen.", 21, "Få afklaret økonomien med lederen", true},
    Agreement{"Vi gør status på aftalerne, før vi går i gang med noget nyt.", 14, "Flytte status op som punkt ét",
              false},
    Agreement{"Vi har en makker, vi ringer til efter en hård dag.", 5, "Lave makkerparrene i dag", false},
    Agreement{"Vi spørger fædrene direkte og lægger møder efter klokken 16 én dag om ugen.", 35,
              "Aftale arbejdstid med lederen", true},
    Agreement{"Vi tager billeder af det, børnene bygger, og bruger dem i forældresamtalen.", 0,
              "Spørge forældrene om lov", false},
    Agreement{"Vi aftaler, hvem der taler mest med familien, og lader de andre lytte.", 10,
              "Prøve det på mødet på torsdag", false},
};

constexpr std::array kObstacles = {
    std::string_view{"At vi glemmer det, når der bliver travlt."},
    std::string_view{"Vi er ikke på arbejde de samme dage."},
    std::string_view{"Det er uvant, og vi kan føle os klodsede i starten."},
    std::string_view{"Møderne er for korte til det, som de er nu."},
    std::string_view{"Der er nye kolleger, som ikke var med i dag."},
};

constexpr std::array kSignsOfSuccess = {
    std::string_view{"Børnene nævner det selv."},
    std::string_view{"Forældrene siger mere på møderne, end de plejer."},
    std::string_view{"Vi behøver ikke minde hinanden om det efter en måned."},
    std::string_view{"Referaterne er blevet kortere."},
    std::string_view{"Nye kolleger spørger, hvorfor vi gør sådan."},
};

constexpr std::array kNeedsFromLeadership = {
    std::string_view{"En fast time i kalenderen, der ikke bliver flyttet."},
    std::string_view{"At lederen selv er med den første gang."},
    std::string_view{"Lov til at lade noget andet ligge imens."},
};

}  // namespace

std::span<const Workplace> workplaces() { return kWorkplaces; }
std::span<const std::string_view> first_names() { return kFirstNames; }
std::span<const std::string_view> private_notes() { return kPrivateNotes; }
std::span<const std::string_view> group_notes() { return kGroupNotes; }
std::span<const std::string_view> insights() { return kInsights; }
std::span<const std::string_view> questions() { return kQuestions; }
std::span<const Agreement> agreements() { return kAgreements; }
std::span<const std::string_view> obstacles() { return kObstacles; }
std::span<const std::string_view> signs_of_success() { return kSignsOfSuccess; }
std::span<const std::string_view> needs_from_leadership() { return kNeedsFromLeadership; }

}  // namespace samtale::crowd::texts
