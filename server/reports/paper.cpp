#include "reports/paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <array>
#include <memory>
#include <numbers>

namespace samtale::reports {
namespace {

// Points: 1/72 inch. ISO 216.
constexpr double kPageWidth = 595.28;
constexpr double kPageHeight = 841.89;
constexpr double kMargin = 48;
constexpr double kCardPadding = 10;
constexpr double kTickBox = 10;
constexpr double kAfterTickBox = 8;
// From comfortable to the smallest that people read without glasses: body text of 8 points.
constexpr std::array kScales{1.0, 0.94, 0.88, 0.82, 0.76};
constexpr double kScaleOfSeveralPages = 0.94;
constexpr const char* kFonts = "Open Sans, DejaVu Sans, sans-serif";

struct Ink {
  double red, green, blue;
};
constexpr Ink kText{0.11, 0.13, 0.16};
constexpr Ink kSoft{0.35, 0.38, 0.42};
constexpr Ink kAccent{0.07, 0.36, 0.42};
constexpr Ink kCardGround{0.955, 0.945, 0.925};

struct Look {
  double size;
  PangoWeight weight;
  Ink ink;
  double space_before;
};

Look look_of(LineStyle style) {
  switch (style) {
    case LineStyle::title: return {21, PANGO_WEIGHT_BOLD, kText, 2};
    case LineStyle::heading: return {13, PANGO_WEIGHT_BOLD, kAccent, 16};
    case LineStyle::strong: return {12, PANGO_WEIGHT_SEMIBOLD, kText, 2};
    case LineStyle::small: return {9.5, PANGO_WEIGHT_NORMAL, kSoft, 2};
    case LineStyle::body: break;
  }
  return {10.5, PANGO_WEIGHT_NORMAL, kText, 3};
}

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
  void operator()(cairo_t* pen) const { cairo_destroy(pen); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

cairo_status_t keep_bytes(void* file, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(file)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

void use(cairo_t* pen, Ink ink) { cairo_set_source_rgb(pen, ink.red, ink.green, ink.blue); }

void rounded_box(cairo_t* pen, double x, double y, double width, double height, double radius) {
  using std::numbers::pi;
  cairo_new_sub_path(pen);
  cairo_arc(pen, x + width - radius, y + radius, radius, -pi / 2, 0);
  cairo_arc(pen, x + width - radius, y + height - radius, radius, 0, pi / 2);
  cairo_arc(pen, x + radius, y + height - radius, radius, pi / 2, pi);
  cairo_arc(pen, x + radius, y + radius, radius, pi, 3 * pi / 2);
  cairo_close_path(pen);
}

}  // namespace

// Sets one Paper at one size of type.
class Press {
 public:
  Press(const Paper& paper, double scale) : scale_(scale) {
    surface_.reset(cairo_pdf_surface_create_for_stream(&keep_bytes, &file_, kPageWidth, kPageHeight));
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, paper.title_.c_str());
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATOR, "Samtale");
    pen_.reset(cairo_create(surface_.get()));
    for (const auto& block : paper.blocks_) set(block);
    cairo_surface_finish(surface_.get());
    good_ = cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS && cairo_status(pen_.get()) == CAIRO_STATUS_SUCCESS;
  }

  bool good() const { return good_; }
  int pages() const { return pages_; }
  std::string take() { return std::move(file_); }

 private:
  struct Set {
    Owned<PangoLayout> layout;
    Look look;
    double left;
    double height;
    bool tick_box;
  };

  void set(const Paper::Block& block) {
    const double padding = block.card ? kCardPadding * scale_ : 0;
    std::vector<Set> lines;
    double height = 2 * padding;
    // What stands below a line with a box begins where its words begin.
    const bool beside_box = !block.lines.empty() && block.lines.front().tick_box;
    for (const Line& line : block.lines) {
      lines.push_back(lay_out(line, padding, beside_box));
      height += lines.back().height + lines.back().look.space_before * scale_;
    }
    const double gap = block.card ? 6 * scale_ : 0;
    const double page = kPageHeight - 2 * kMargin;
    if (y_ + gap + height > kPageHeight - kMargin && y_ > kMargin) turn_page();
    if (y_ > kMargin) y_ += gap;
    if (block.card && height <= page) {
      use(pen_.get(), kCardGround);
      rounded_box(pen_.get(), kMargin, y_, kPageWidth - 2 * kMargin, height, 6);
      cairo_fill(pen_.get());
    }
    y_ += padding;
    for (const Set& line : lines) draw(line);
    y_ += padding;
  }

  Set lay_out(const Line& line, double padding, bool beside_box) {
    const Look look = look_of(line.style);
    const double indent = beside_box ? (kTickBox + kAfterTickBox) * scale_ : 0;
    const double left = kMargin + padding + indent;
    Owned<PangoLayout> layout{pango_cairo_create_layout(pen_.get())};
    const Owned<PangoFontDescription> font{pango_font_description_from_string(kFonts)};
    pango_font_description_set_absolute_size(font.get(), look.size * scale_ * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), look.weight);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>((kPageWidth - kMargin - padding - left) * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    const std::string label = line.label.empty() ? std::string{} : line.label + ": ";
    const std::string text = label + line.text;
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    if (!label.empty()) {
      const Owned<PangoAttrList> attributes{pango_attr_list_new()};
      PangoAttribute* bold = pango_attr_weight_new(PANGO_WEIGHT_SEMIBOLD);
      bold->start_index = 0;
      bold->end_index = static_cast<guint>(label.size());
      pango_attr_list_insert(attributes.get(), bold);  // which owns it from here
      pango_layout_set_attributes(layout.get(), attributes.get());
    }
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return {std::move(layout), look, left, static_cast<double>(height) / PANGO_SCALE, line.tick_box};
  }

  void draw(const Set& line) {
    y_ += line.look.space_before * scale_;
    if (y_ + line.height > kPageHeight - kMargin && y_ > kMargin) turn_page();
    if (line.tick_box) {
      const double side = kTickBox * scale_;
      use(pen_.get(), kSoft);
      cairo_set_line_width(pen_.get(), 1);
      rounded_box(pen_.get(), line.left - side - kAfterTickBox * scale_, y_ + 3 * scale_, side, side, 2);
      cairo_stroke(pen_.get());
    }
    use(pen_.get(), line.look.ink);
    cairo_move_to(pen_.get(), line.left, y_);
    pango_cairo_show_layout(pen_.get(), line.layout.get());
    y_ += line.height;
  }

  void turn_page() {
    cairo_show_page(pen_.get());
    ++pages_;
    y_ = kMargin;
  }

  double scale_;
  std::string file_;
  Owned<cairo_surface_t> surface_;
  Owned<cairo_t> pen_;
  double y_ = kMargin;
  int pages_ = 1;
  bool good_ = false;
};

std::string Paper::print() const {
  for (const double scale : kScales) {
    Press press{*this, scale};
    if (!press.good()) return {};
    if (press.pages() == 1) return press.take();
  }
  Press press{*this, kScaleOfSeveralPages};
  return press.good() ? press.take() : std::string{};
}

}  // namespace samtale::reports
