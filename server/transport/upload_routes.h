#pragma once
// Recordings on their way in: tus 1.0.0 (core, creation, termination) at `/api/seminars/<id>/talks/<n>/uploads` and
// `/api/uploads/<id>`, for the organiser.
#include "transport/router.h"
#include "transport/services.h"
#include "transport/talk_preparation.h"

namespace samtale::transport {

void add_upload_routes(Router& router, Services& services, media::UploadStore& uploads, TalkPreparation& preparation);

}  // namespace samtale::transport
