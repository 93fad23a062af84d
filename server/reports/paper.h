#pragma once
// A4 paper as PDF, by cairo and pango: headings, lines and cards, one below the other. What would need more than one page
// is set in smaller type first, down to what can still be read; only then a second page begins.
//
// Threads: any, one Paper each; not the shard's, since fonts are read from disk.
#include <string>
#include <vector>

namespace samtale::reports {

enum class LineStyle { title, heading, body, strong, small };

struct Line {
  LineStyle style = LineStyle::body;
  std::string label;  // in bold before the text; empty: none
  std::string text;
  bool tick_box = false;  // an empty box before it, to tick off by hand
};

class Paper {
 public:
  // `title` stands in the file's own description.
  explicit Paper(std::string title) : title_(std::move(title)) {}

  void add(Line line) { blocks_.push_back({false, {std::move(line)}}); }
  // Lines on a tinted ground, kept together on one page where they fit on one.
  void add_card(std::vector<Line> lines) { blocks_.push_back({true, std::move(lines)}); }

  // The PDF file's bytes. Empty: it could not be made (no memory, no font).
  std::string print() const;

 private:
  struct Block {
    bool card = false;
    std::vector<Line> lines;
  };
  friend class Press;

  std::string title_;
  std::vector<Block> blocks_;
};

}  // namespace samtale::reports
