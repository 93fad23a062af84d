#pragma once
// The environment failed, or did not: Boost's result with a std-compatible error code. Rejections are not errors of
// this kind.
#include <boost/system/result.hpp>

namespace samtale::ops {

template <class T>
using Result = boost::system::result<T>;

}  // namespace samtale::ops
