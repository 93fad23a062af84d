#include "domain/change.h"

namespace samtale {

bool belongs(const Viewer& viewer, const Audience& audience) {
  switch (audience.kind) {
    case Audience::Kind::everyone: return true;
    case Audience::Kind::staff: return is_staff(viewer.role);
    case Audience::Kind::staff_and_speakers: return is_staff(viewer.role) || viewer.role == Role::speaker;
    case Audience::Kind::group: return is_group_device(viewer.role) && viewer.group == audience.group;
    case Audience::Kind::device: return is_group_device(viewer.role) && viewer.device == audience.device;
  }
  return false;
}

}  // namespace samtale
