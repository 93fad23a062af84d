#include "app/command_line.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "app/invite.h"
#include "app/maintenance.h"
#include "app/options.h"
#include "app/run_server.h"
#include "domain/web_address.h"

namespace samtale::app {
namespace {

constexpr int kWentWrong = 1;
constexpr int kNotUnderstood = 2;
constexpr int kHighestSpeed = 1'000;

void add_data_option(CLI::App& command, Options& options) {
  command.add_option("--data", options.data, "folder with the database and the recordings")->envname("SAMTALE_DATA")->capture_default_str();
}

// Empty: `text` is a host now, in the one way of writing it; else a sentence for people.
std::string meeting_host(std::string& text) {
  auto host = https_host(text);
  if (!host) return "wants the name of a host, perhaps with its port, without https:// and path; not '" + text + "'";
  text = std::move(*host);
  return {};
}

void add_server_options(CLI::App& command, Options& options) {
  add_data_option(command, options);
  command.add_option("--listen", options.listen, "address and port; port 0 takes a free one")
      ->envname("SAMTALE_LISTEN")
      ->capture_default_str();
  command.add_option("--web", options.web, "folder with the built web client")->envname("SAMTALE_WEB")->capture_default_str();
  command.add_option("--public-url", options.public_url, "the address people use, for instance https://samtale.example.dk")
      ->envname("SAMTALE_PUBLIC_URL");
  command.add_option("--allow-origin", options.allowed_origins, "a further origin whose pages may connect")
      ->envname("SAMTALE_ALLOW_ORIGIN");
  command.add_option("--meeting-hosts", options.meeting_hosts,
                     "hosts whose meeting pages may be shown inside ours, at most " + std::to_string(kMeetingHosts) +
                         ", for instance jitsi.example.dk or jitsi.example.dk:8443")
      ->transform(CLI::Validator(meeting_host, "HOST[:PORT]"))
      ->delimiter(',')
      ->expected(1, kMeetingHosts)
      ->envname("SAMTALE_MEETING_HOSTS");
  command.add_flag("--behind-proxy", options.behind_proxy, "take a guest's address from X-Forwarded-For")
      ->envname("SAMTALE_BEHIND_PROXY");
  command.add_option("--speed", options.speed, "divide every length by this, for demonstrations")
      ->check(CLI::Range(1, kHighestSpeed))
      ->envname("SAMTALE_SPEED")
      ->capture_default_str();
  command.add_option("--log-level", options.log_level, "debug, info, warning or error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
      ->envname("SAMTALE_LOG_LEVEL")
      ->capture_default_str();
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App program{"Samtale runs live hybrid seminars: server and web client on one port.", "samtale"};
  program.set_version_flag("--version", SAMTALE_VERSION);
  program.set_config("--config", "", "configuration file (TOML); options of a subcommand stand under its name")->envname("SAMTALE_CONFIG");
  program.require_subcommand(1);

  Options options;
  auto* serve = program.add_subcommand("serve", "run the server");
  add_server_options(*serve, options);

  DemoTalks talks;
  auto* demo = program.add_subcommand("demo", "run the server with a demo seminar, made at the first start");
  add_server_options(*demo, options);
  demo->add_option("--talk-1", talks.first, "MP4 file for the demo's first talk")->check(CLI::ExistingFile);
  demo->add_option("--talk-2", talks.second, "MP4 file for the demo's second talk")->check(CLI::ExistingFile);

  std::string name;
  auto* organiser = program.add_subcommand("organiser", "people who plan seminars");
  organiser->require_subcommand(1);
  auto* add = organiser->add_subcommand("add", "make a personal link for an organiser, and print it once; the server must be stopped");
  add_data_option(*add, options);
  add->add_option("--public-url", options.public_url, "the address people use")->envname("SAMTALE_PUBLIC_URL");
  add->add_option("name", name, "the organiser's name")->required();

  std::filesystem::path file;
  auto* backup = program.add_subcommand("backup", "copy the database to a file, also while the server runs; the folder media and the file link-key are to be copied besides");
  add_data_option(*backup, options);
  backup->add_option("file", file, "the new file")->required();

  bool replace = false;
  auto* restoring = program.add_subcommand("restore", "put a backup into a data folder; the server must be stopped");
  add_data_option(*restoring, options);
  restoring->add_option("file", file, "the backup")->required()->check(CLI::ExistingFile);
  restoring->add_flag("--replace", replace, "also where there is a database; that one is kept under another name");

  auto* verifying = program.add_subcommand("verify", "check that everything stored is whole, also while the server runs; exit code 1: it is not");
  add_data_option(*verifying, options);
  verifying->add_option("file", file, "a backup to check, instead of the data folder")->check(CLI::ExistingFile);

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : kNotUnderstood;
  }
  try {
    if (add->parsed()) return add_organiser(options, name);
    if (backup->parsed()) return back_up(options, file);
    if (restoring->parsed()) return restore(options, file, replace);
    if (verifying->parsed()) return verify(options, file);
    return demo->parsed() ? run_demo(options, talks) : run_server(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "samtale: %s\n", error.what());
    return kWentWrong;
  }
}

}  // namespace samtale::app
