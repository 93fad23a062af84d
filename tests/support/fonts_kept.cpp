// For the leak sanitizer, in tests that print pages: fontconfig keeps the fonts it has found until the process ends, in
// memory that nothing points to directly. It is a cache: 1,500 pages printed one after the other take no more memory than
// the first two. Without the sanitizer nobody calls this.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
