#pragma once
// How an upload's record is written into its file: JSON. Pure. Threads: any.
#include <optional>
#include <string>
#include <string_view>

#include "media/upload_store.h"

namespace samtale::media {

std::string write_upload_record(const UploadRecord& record);
// Without the id, which is the folder's name. Nullopt: it is not a record, or of a kind that this server does not know.
std::optional<UploadRecord> read_upload_record(std::string_view text);

}  // namespace samtale::media
