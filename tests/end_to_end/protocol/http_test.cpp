// The table "HTTP" of docs/protocol.md: who may ask what, and what is answered.
#include "support/raw_socket.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

class Http : public Venue {
 protected:
  std::string links_path() const { return "/api/seminars/" + seminar().text() + "/links"; }
  std::string people_path() const { return "/api/seminars/" + seminar().text() + "/people"; }

  support::HttpAnswer invite(v1::Role role, const std::string& name, const std::string& as) {
    v1::InvitePerson wish;
    wish.set_role(role);
    wish.set_name(name);
    return post(people_path(), wish.SerializeAsString(), token_of(as));
  }
  support::HttpAnswer create(const std::string& title, const std::string& date, const std::string& as) {
    v1::CreateSeminar wish;
    wish.set_title(title);
    wish.set_date(date);
    wish.set_starts_at("09:00");
    wish.set_language(v1::LANGUAGE_DANISH);
    return post("/api/seminars", wish.SerializeAsString(), token_of(as));
  }
  // The status line and the headers, all of them.
  std::string head_of(const std::string& path) const {
    support::RawSocket socket(address());
    EXPECT_TRUE(socket.write("GET " + path + " HTTP/1.1\r\nHost: " + address().authority() + "\r\n\r\n"));
    EXPECT_TRUE(socket.read_until([](const std::string& bytes) { return says(bytes, "\r\n\r\n"); }, 20'000));
    return socket.received().substr(0, socket.received().find("\r\n\r\n"));
  }
  static bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
};

TEST_F(Http, AliveAndReady) {
  open();
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/readyz").status, 200);
}

TEST_F(Http, TheClientIsServedWhereverItsPagesAre) {
  open();
  for (const auto* path : {"/", "/join", "/staff"}) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_NE(answer.body.find("id=\"app\""), std::string::npos) << path;
    EXPECT_NE(answer.headers.at("content-type").find("text/html"), std::string::npos) << path;
  }
}

TEST_F(Http, OnlyThePagesOfListedMeetingsMayBeShownInsideOurs) {
  open();
  EXPECT_TRUE(says(head_of("/"), "; frame-src 'none';"));
  EXPECT_TRUE(says(head_of("/"), "Permissions-Policy: camera=(), microphone=(), display-capture=(), "));
  EXPECT_TRUE(staff("facilitator")->mirror().welcome().embeddable_hosts.empty());
}

TEST_F(Http, TheHostsOfMeetingsAreInThePoliciesAndInTheWelcome) {
  open({"--meeting-hosts", "Meet.Example.org:443", "jitsi.example.dk:8443"});
  const auto head = head_of("/");
  EXPECT_TRUE(says(head, "; frame-src https://meet.example.org https://jitsi.example.dk:8443;"));
  const std::string theirs = R"(=(self "https://meet.example.org" "https://jitsi.example.dk:8443"))";
  for (const auto* feature : {"camera", "microphone", "display-capture", "fullscreen", "autoplay"}) {
    EXPECT_TRUE(says(head, feature + theirs)) << feature;
  }
  const std::vector<std::string> hosts{"meet.example.org", "jitsi.example.dk:8443"};
  EXPECT_EQ(arrived(join_new("Familiegruppen"))->mirror().welcome().embeddable_hosts, hosts);
  EXPECT_EQ(staff("speaker")->mirror().welcome().embeddable_hosts, hosts);
}

TEST_F(Http, WithoutATokenSignInIsNeeded) {
  open();
  for (const auto& path : {std::string("/api/me"), std::string("/api/seminars"), links_path()}) {
    EXPECT_EQ(get(path).status, 401) << path;
    EXPECT_EQ(error_of(get(path)), RejectionCode::sign_in_needed) << path;
    EXPECT_EQ(get(path, "nonsense").status, 401) << path;
  }
  EXPECT_EQ(post(people_path(), "").status, 401);
}

TEST_F(Http, ADeviceTokenIsNoPersonalLink) {
  open();
  const auto host = join_new("Familiegruppen");
  EXPECT_NE(get("/api/me", host.token).status, 200);
  EXPECT_NE(get(links_path(), host.token).status, 200);
  EXPECT_NE(get("/api/seminars", host.token).status, 200);
}

TEST_F(Http, MeSaysWhoOneIs) {
  open();
  const auto me = [&](const std::string& person) {
    v1::Me who;
    const auto answer = get("/api/me", token_of(person));
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(who.ParseFromString(answer.body));
    return who;
  };
  EXPECT_EQ(me("organiser").role(), v1::ROLE_ORGANISER);
  EXPECT_EQ(me("facilitator").role(), v1::ROLE_FACILITATOR);
  EXPECT_EQ(me("speaker").role(), v1::ROLE_SPEAKER);
  EXPECT_EQ(me("facilitator").seminar_id(), seminar().text());
  EXPECT_FALSE(me("speaker").name().empty());
}

TEST_F(Http, TheOrganiserListsAndCreatesSeminars) {
  open();
  const auto created = create("Næste forår", "2099-03-01", "organiser");
  ASSERT_EQ(created.status / 100, 2) << "rejection " << static_cast<int>(error_of(created));
  v1::SeminarSummary summary;
  ASSERT_TRUE(summary.ParseFromString(created.body));
  EXPECT_EQ(summary.title(), "Næste forår");
  EXPECT_EQ(summary.state(), v1::SESSION_STATE_PLANNED);
  v1::SeminarList list;
  ASSERT_TRUE(list.ParseFromString(get("/api/seminars", token_of("organiser")).body));
  ASSERT_EQ(list.seminars_size(), 2);
  EXPECT_EQ(list.seminars(0).seminar_id(), summary.seminar_id()) << "newest first";
  const auto organiser = arrived(token_of("organiser"), summary.seminar_id());
  ASSERT_TRUE(organiser->entities().plan);
  EXPECT_EQ(organiser->entities().plan->plan.title, "Næste forår");
  EXPECT_GE(organiser->entities().plan->agenda.phases.size(), 7U);
  EXPECT_EQ(organiser->entities().plan->plan.follow_up_on, "2099-03-29");
}

TEST_F(Http, CreatingWithNonsenseIsRefusedSpecifically) {
  open();
  EXPECT_EQ(error_of(create("", "2099-03-01", "organiser")), RejectionCode::text_empty);
  EXPECT_EQ(error_of(create(std::string(201, 'x'), "2099-03-01", "organiser")), RejectionCode::text_too_long);
  EXPECT_EQ(error_of(create("Titel", "2099-02-30", "organiser")), RejectionCode::date_invalid);
  EXPECT_EQ(error_of(create("Titel", "2020-01-01", "organiser")), RejectionCode::date_in_past);
  EXPECT_EQ(error_of(post("/api/seminars", "\xff\xff", token_of("organiser"))), RejectionCode::malformed);
  v1::SeminarList list;
  ASSERT_TRUE(list.ParseFromString(get("/api/seminars", token_of("organiser")).body));
  EXPECT_EQ(list.seminars_size(), 1);
}

TEST_F(Http, OnlyTheOrganiserMayDoTheOrganisersThings) {
  open();
  for (const auto* person : {"facilitator", "speaker"}) {
    EXPECT_EQ(get("/api/seminars", token_of(person)).status, 403) << person;
    EXPECT_EQ(create("Titel", "2099-03-01", person).status, 403) << person;
    EXPECT_EQ(invite(v1::ROLE_SPEAKER, "Ny", person).status, 403) << person;
  }
  EXPECT_EQ(get(links_path(), token_of("facilitator")).status, 200);
  EXPECT_EQ(get(links_path(), token_of("speaker")).status, 403);
}

TEST_F(Http, AnInvitedPersonGetsInWithTheLink) {
  open();
  const auto answer = invite(v1::ROLE_FACILITATOR, "Signe Ødegård", "organiser");
  ASSERT_EQ(answer.status / 100, 2);
  v1::PersonalLink link;
  ASSERT_TRUE(link.ParseFromString(answer.body));
  const auto facilitator = arrived(link.token());
  EXPECT_EQ(facilitator->mirror().welcome().viewer.role, Role::facilitator);
  EXPECT_EQ(facilitator->mirror().welcome().name, "Signe Ødegård");
  EXPECT_EQ(error_of(invite(v1::ROLE_ORGANISER, "Ny", "organiser")), RejectionCode::not_allowed);
  EXPECT_EQ(error_of(invite(v1::ROLE_SPEAKER, "", "organiser")), RejectionCode::text_empty);
}

TEST_F(Http, P03_ForeignOriginsMayNotPost) {
  open();
  wire::Door door;
  door.code = room_code();
  const auto foreign = request(
      {.method = "POST", .path = "/api/join/look-up", .body = wire::write(door), .origin = "https://evil.example"});
  EXPECT_EQ(foreign.status, 403);
  EXPECT_EQ(error_of(foreign), RejectionCode::origin_foreign);
  const auto own =
      request({.method = "POST", .path = "/api/join/look-up", .body = wire::write(door), .origin = address().url()});
  EXPECT_EQ(own.status, 200);
}

TEST_F(Http, AnUnknownPathIsNoSuchPage) {
  open();
  for (const auto* path :
       {"/api/nothing", "/api/seminars/nonsense/links", "/media/nothing/original.mp4", "/api/join"}) {
    const auto answer = get(path, token_of("organiser"));
    EXPECT_GE(answer.status, 400) << path;
    EXPECT_LT(answer.status, 500) << path;
  }
  EXPECT_EQ(error_of(get("/api/nothing")), RejectionCode::no_such_page);
}

TEST_F(Http, NoPathLeadsOutOfTheFolders) {
  open();
  for (const auto* path : {"/../demo.json", "/%2e%2e/demo.json", "/media/../demo.json", "/media/%2e%2e%2fdemo.json",
                           "/media/..%5cdemo.json", "/..%2f..%2f..%2fetc/passwd"}) {
    const auto answer = get(path);
    EXPECT_EQ(answer.body.find("room_code"), std::string::npos) << path;
    EXPECT_EQ(answer.body.find("root:"), std::string::npos) << path;
  }
}

TEST_F(Http, ABodyThatIsTooLongIsRefused) {
  open();
  const auto answer = post("/api/join", std::string(70'000, 'x'));
  EXPECT_EQ(answer.status, 413);
}

TEST_F(Http, NonsenseInsteadOfHttpHarmsNobody) {
  open();
  for (const auto* bytes : {"\x16\x03\x01\x02\x00\x01", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\r\n\r\n\r\n\r\n"}) {
    support::RawSocket socket(address());
    ASSERT_TRUE(socket.write(bytes));
    socket.read_until([](const std::string& got) { return !got.empty(); }, 300);
  }
  EXPECT_EQ(get("/healthz").status, 200);
}

}  // namespace
}  // namespace samtale::protocol_test
