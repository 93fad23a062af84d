#pragma once
// The sockets of HTTP and the one that listens, tied to their loop by its own kind of executor: what Asio keeps for
// each, and for each thing that it waits for, is half of what it needs where the kind of loop is open. Those of
// WebSockets are looked after by a SocketWatch.
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace samtale::transport {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

}  // namespace samtale::transport
