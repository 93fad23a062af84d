#include "media/upload_record.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

namespace samtale::media {
namespace {

namespace json = boost::json;

struct StageName {
  UploadStage stage;
  std::string_view name;
};
constexpr std::array kStages = {
    StageName{UploadStage::receiving, "receiving"},
    StageName{UploadStage::whole, "whole"},
    StageName{UploadStage::attached, "attached"},
    StageName{UploadStage::made_useless, "made useless"},
};

std::string_view name_of(UploadStage stage) {
  return std::find_if(kStages.begin(), kStages.end(), [&](const auto& one) { return one.stage == stage; })->name;
}

std::optional<std::string> text_in(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::optional(std::string(*text)) : std::nullopt;
}

std::optional<std::int64_t> number_in(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* number = value ? value->if_int64() : nullptr;
  return number && *number >= 0 ? std::optional(*number) : std::nullopt;
}

}  // namespace

std::string write_upload_record(const UploadRecord& record) {
  return json::serialize(json::object{{"seminar", record.seminar},
                                      {"talk", record.talk},
                                      {"total_bytes", static_cast<std::int64_t>(record.total_bytes)},
                                      {"file_name", record.file_name},
                                      {"made_at_ms", record.made_at_ms},
                                      {"stage", name_of(record.stage)}});
}

std::optional<UploadRecord> read_upload_record(std::string_view text) {
  json::error_code error;
  const auto value = json::parse(json::string_view(text.data(), text.size()), error);
  const auto* object = error ? nullptr : value.if_object();
  if (!object) return std::nullopt;
  const auto seminar = text_in(*object, "seminar");
  const auto talk = number_in(*object, "talk");
  const auto total = number_in(*object, "total_bytes");
  const auto file_name = text_in(*object, "file_name");
  const auto made_at = number_in(*object, "made_at_ms");
  const auto stage_name = text_in(*object, "stage");
  if (!seminar || !talk || *talk < 1 || *talk > 2 || !total || !file_name || !made_at || !stage_name) {
    return std::nullopt;
  }
  const auto stage =
      std::find_if(kStages.begin(), kStages.end(), [&](const auto& one) { return one.name == *stage_name; });
  if (stage == kStages.end()) return std::nullopt;
  return UploadRecord{{},       *seminar,    static_cast<int>(*talk), static_cast<std::uint64_t>(*total), *file_name,
                      *made_at, stage->stage};
}

}  // namespace samtale::media
