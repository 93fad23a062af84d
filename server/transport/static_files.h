#pragma once
// The built web client: a few hundred kilobytes, read into memory once at start. No path is ever made from a request,
// so nothing outside the folder can be asked for. Threads: any, after load().
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "transport/request.h"
#include "transport/response.h"

namespace samtale::transport {

inline constexpr std::uintmax_t kStaticFileBytes = 32 * 1024 * 1024;

class StaticFiles {
 public:
  // Reads every regular file below `folder`, except hidden ones, links, and ones longer than kStaticFileBytes. A folder
  // that is not there has no files. `x.gz` beside `x` is its compressed form. Throws std::filesystem_error.
  static StaticFiles load(const std::filesystem::path& folder);

  // The file; or index.html for the pages that the client draws itself; or 404: to a browser with index.html, else NO_SUCH_PAGE.
  Response answer(const Request& request) const;
  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string content_type;
    std::string cache_control;
    std::string entity_tag;
    std::shared_ptr<const std::string> bytes;
    std::shared_ptr<const std::string> gzip_bytes;  // null: there is none
  };
  static Response answer(const Request& request, const File& file);

  std::map<std::string, File, std::less<>> files_;  // by path: `/assets/index-abc.js`
};

std::string_view content_type_of(std::string_view path);

}  // namespace samtale::transport
