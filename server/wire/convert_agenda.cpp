#include "wire/convert_agenda.h"

#include "wire/convert_millis.h"

namespace samtale::wire {
namespace {

using wire::to_wire;  // those of the enums, which the ones below would hide

using Translations = google::protobuf::RepeatedPtrField<v1::Translation>;

void to_wire(const std::vector<Translation>& translations, Translations& out) {
  for (const Translation& translation : translations) {
    auto& one = *out.Add();
    one.set_language(to_wire(translation.language));
    one.set_text(translation.text);
  }
}

std::vector<Translation> from_wire(Reading& reading, const Translations& message) {
  std::vector<Translation> translations;
  for (const v1::Translation& one : message) {
    translations.push_back({reading.choice(one.language(), "language"), one.text()});
  }
  return translations;
}

void to_wire(const Step& step, v1::Step& out) {
  out.set_kind(to_wire(step.kind));
  out.set_prompt(step.prompt);
  out.set_length_ms(length_to_wire(step.length_ms));
  to_wire(step.prompt_translations, *out.mutable_prompt_translations());
  out.set_prompt_alone(step.prompt_alone);
  for (const std::string& card : step.cards) out.add_cards(card);
  to_wire(step.prompt_alone_translations, *out.mutable_prompt_alone_translations());
}

Step from_wire(Reading& reading, const v1::Step& message) {
  return {reading.choice(message.kind(), "kind"),
          message.prompt(),
          message.length_ms(),
          from_wire(reading, message.prompt_translations()),
          message.prompt_alone(),
          {message.cards().begin(), message.cards().end()},
          from_wire(reading, message.prompt_alone_translations())};
}

void to_wire(const Talk& talk, v1::Talk& out) {
  out.set_title(talk.title);
  out.set_speaker_name(talk.speaker_name);
  out.set_media_id(talk.media.text());
  out.set_media_length_ms(length_to_wire(talk.media_length_ms));
  out.set_page_url(talk.page_url);
  to_wire(talk.versions, *out.mutable_versions());
  out.set_has_poster(talk.has_poster);
  for (const Captions& captions : talk.captions) {
    auto& one = *out.add_captions();
    one.set_language(to_wire(captions.language));
    one.set_media_id(captions.media.text());
  }
}

std::vector<Captions> captions_from_wire(Reading& reading, const v1::Talk& message) {
  std::vector<Captions> captions;
  for (const v1::Captions& one : message.captions()) {
    captions.push_back({reading.choice(one.language(), "language"), reading.id<MediaId>(one.media_id(), "media_id")});
  }
  return captions;
}

Talk from_wire(Reading& reading, const v1::Talk& message) {
  return {message.title(),
          message.speaker_name(),
          reading.id_or_none<MediaId>(message.media_id(), "media_id"),
          message.media_length_ms(),
          message.page_url(),
          from_wire(reading, message.versions()),
          message.has_poster(),
          captions_from_wire(reading, message)};
}

void to_wire(const Phase& phase, v1::Phase& out) {
  out.set_kind(to_wire(phase.kind));
  out.set_prompt(phase.prompt);
  out.set_length_ms(length_to_wire(phase.length_ms));
  out.set_goes_on_by_itself(phase.goes_on_by_itself);
  for (const Step& step : phase.steps) to_wire(step, *out.add_steps());
  if (phase.talk != Talk{}) to_wire(phase.talk, *out.mutable_talk());
  to_wire(phase.prompt_translations, *out.mutable_prompt_translations());
}

Phase from_wire(Reading& reading, const v1::Phase& message) {
  Phase phase{reading.choice(message.kind(), "kind"),
              message.prompt(),
              message.length_ms(),
              message.goes_on_by_itself(),
              {},
              {},
              from_wire(reading, message.prompt_translations())};
  phase.steps.reserve(static_cast<std::size_t>(message.steps_size()));
  for (const v1::Step& step : message.steps()) phase.steps.push_back(from_wire(reading, step));
  if (message.has_talk()) phase.talk = from_wire(reading, message.talk());
  return phase;
}

}  // namespace

void to_wire(const std::vector<MediaVersion>& versions, MediaVersions& out) {
  for (const MediaVersion& version : versions) {
    auto& one = *out.Add();
    one.set_kind(to_wire(version.kind));
    one.set_bytes(version.bytes);
    one.set_sha256(version.sha256);
  }
}

std::vector<MediaVersion> from_wire(Reading& reading, const MediaVersions& message) {
  std::vector<MediaVersion> versions;
  for (const v1::MediaVersion& one : message) {
    versions.push_back({reading.choice(one.kind(), "kind"), one.bytes(), one.sha256()});
  }
  return versions;
}

void to_wire(const Agenda& agenda, v1::Agenda& out) {
  for (const Phase& phase : agenda.phases) to_wire(phase, *out.add_phases());
}

Agenda from_wire(Reading& reading, const v1::Agenda& message) {
  Agenda agenda;
  agenda.phases.reserve(static_cast<std::size_t>(message.phases_size()));
  for (const v1::Phase& phase : message.phases()) agenda.phases.push_back(from_wire(reading, phase));
  return agenda;
}

}  // namespace samtale::wire
