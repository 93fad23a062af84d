// What the sanitizers are told of the libraries that set type, in tests that print pages. Debian's builds of them are not
// instrumented, so their locks are not seen; they are made for several threads, and each of ours has a font map of its own.
// Fontconfig keeps the fonts it has found until the process ends, in memory that nothing points to directly: 1,500 pages
// printed one after the other take no more than the first two. Without a sanitizer nobody calls these.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
  return "race:libfontconfig.so\n"
         "race:libglib-2.0.so\n"
         "race:libharfbuzz.so\n"
         "race:libpango\n"
         "race:libcairo\n"
         "race:libfreetype.so\n";
}
