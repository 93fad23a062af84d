#pragma once
// `samtale serve | demo | organiser add | backup | restore | verify`: subcommands, options, the configuration file, exit codes.
//
// Every option can stand in the configuration file (`--config FILE`, TOML) and in the environment (SAMTALE_LISTEN, …);
// the command line wins over the environment, the environment over the file.

namespace samtale::app {

// Exit codes: 0 done or stopped by a signal; 1 could not start or went wrong; 2 the command line was not understood.
int run_command_line(int argc, char** argv);

}  // namespace samtale::app
