#include "domain/decide.h"

#include "domain/access.h"
#include "domain/decide_parts.h"

namespace samtale {
namespace {

template <class Asked>
concept ConcernsOwnGroup = requires(const rules::Request& request, const Group& group, const Asked& asked) {
  rules::rule(request, group, asked);
};

}  // namespace

Decision decide(const Seminar& seminar, const Context& context, const Command& command) {
  if (!may(context.viewer.role, command.body)) return rules::reject(RejectionCode::not_allowed);
  const rules::Request request{seminar, context, command.id};
  return std::visit(
      [&]<class Asked>(const Asked& asked) -> Decision {
        if constexpr (ConcernsOwnGroup<Asked>) {
          const Group* group = find_group(seminar, context.viewer.group);
          if (group == nullptr) return rules::reject(RejectionCode::not_found, "group_id");
          return rules::rule(request, *group, asked);
        } else {
          return rules::rule(request, asked);
        }
      },
      command.body);
}

}  // namespace samtale
