#include "transport/static_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "ops/digest.h"
#include "transport/api_answer.h"

namespace samtale::transport {
namespace {

namespace fs = std::filesystem;

// First segments of the pages that the client draws itself.
constexpr std::array<std::string_view, 8> kClientPages = {"join",    "staff",   "planner", "board",
                                                          "console", "speaker", "group",   "accessibility"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kContentTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".map", "application/json"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
}};

bool is_hidden(const fs::path& relative) {
  return std::any_of(relative.begin(), relative.end(),
                     [](const fs::path& part) { return part.native().front() == '.'; });
}

std::shared_ptr<const std::string> bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::make_shared<const std::string>(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

// What the bundler puts into assets/ has a hash of its content in its name, so it can be kept for ever.
std::string cache_control_for(const std::string& path) {
  return path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

bool is_client_page(std::string_view path) {
  if (path == "/") return true;
  const auto first = segments_of(path).front();
  return std::find(kClientPages.begin(), kClientPages.end(), first) != kClientPages.end();
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
  for (const auto& [ending, type] : kContentTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

StaticFiles StaticFiles::load(const fs::path& folder) {
  StaticFiles all;
  if (!fs::is_directory(folder)) return all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto relative = entry.path().lexically_relative(folder);
    if (entry.is_symlink() || !entry.is_regular_file() || is_hidden(relative)) continue;
    if (entry.file_size() > kStaticFileBytes) continue;
    const auto path = '/' + relative.generic_string();
    const auto bytes = bytes_of(entry.path());
    all.files_[path] = {std::string(content_type_of(path)), cache_control_for(path), ops::fingerprint(*bytes), bytes,
                        nullptr};
  }
  for (auto& [path, file] : all.files_) {
    if (const auto gzip = all.files_.find(path + ".gz"); gzip != all.files_.end()) file.gzip_bytes = gzip->second.bytes;
  }
  return all;
}

Response StaticFiles::answer(const Request& request) const {
  if (request.method != Method::get && request.method != Method::head) {
    auto response = refuse(RejectionCode::no_such_page);
    response.status = 405;
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  auto found = files_.find(request.path);
  if (found == files_.end() && is_client_page(request.path)) found = files_.find("/index.html");
  if (found != files_.end()) return answer(request, found->second);
  // Somebody who mistyped an address reads the client's own words about it; a browser would save our refusal as a file.
  const auto page = files_.find("/index.html");
  if (page == files_.end() || !list_has_token(request.header_list("accept"), "text/html")) {
    return refuse(RejectionCode::no_such_page);
  }
  auto response = answer(request, page->second);
  response.status = 404;
  return response;
}

Response StaticFiles::answer(const Request& request, const File& file) {
  const bool compressed = file.gzip_bytes && list_has_token(request.header_list("accept-encoding"), "gzip");
  const auto tag = '"' + file.entity_tag + (compressed ? "-gz\"" : "\"");
  Response response;
  response.headers = {{"Cache-Control", file.cache_control}, {"ETag", tag}};
  if (file.gzip_bytes) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (list_has_token(request.header_list("if-none-match"), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", file.content_type);
  if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = compressed ? file.gzip_bytes : file.bytes;
  return response;
}

}  // namespace samtale::transport
