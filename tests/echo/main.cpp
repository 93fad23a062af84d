// samtale-echo [--echo] [--port N] [--max-message BYTES]: see echo_server.h. SIGTERM or SIGINT ends it.
#include <cstdint>
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "domain/limits.h"
#include "echo/echo_server.h"

int main(int count, char** arguments) {
  CLI::App app("A WebSocket echo on /ws, made of Samtale's own connection code: for conformance suites, never for use");
  bool echo = true;
  std::uint16_t port = 0;
  std::size_t max_message = samtale::limits::kClientMessageBytes;
  app.add_flag("--echo", echo, "what this program does; may be left out");
  app.add_option("--port", port, "on 127.0.0.1; 0: a free one, which is printed");
  app.add_option("--max-message", max_message, "the longest message, in bytes (suites send up to 16777216)")
      ->capture_default_str();
  CLI11_PARSE(app, count, arguments);

  const samtale::ops::SystemClock clock;
  boost::asio::io_context context{1};
  samtale::echo::EchoServer server(context, clock, {max_message, true});
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code, int) { context.stop(); });
  try {
    const auto endpoint = server.listen("127.0.0.1", port);
    std::printf("listening on http://%s:%u\n", endpoint.address().to_string().c_str(),
                static_cast<unsigned>(endpoint.port()));
    std::fflush(stdout);
    context.run();
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "%s\n", failed.what());
    return 1;
  }
  return 0;
}
