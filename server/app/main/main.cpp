// The program `samtale`. What it can do stands in app/command_line.h.
#include "app/command_line.h"

int main(int argc, char** argv) {
  return samtale::app::run_command_line(argc, argv);
}
