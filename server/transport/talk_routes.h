#pragma once
// `/api/seminars/<id>/talks/<1 or 2>`: a whole recording put in place or taken away by the organiser; and what becomes
// of the newest upload, at `…/preparation`.
#include "transport/router.h"
#include "transport/services.h"
#include "transport/talk_preparation.h"

namespace samtale::transport {

void add_talk_routes(Router& router, Services& services, media::UploadStore& uploads, TalkPreparation& preparation);

}  // namespace samtale::transport
