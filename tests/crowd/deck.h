#pragma once
// Texts dealt like cards: every group gets another one, until the deck has been through and begins again.
#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "crowd/dice.h"
#include "crowd/texts_da.h"

namespace samtale::crowd {

template <class T>
class Deck {
 public:
  Deck(std::span<const T> cards, Dice& dice) : cards_(dice.some_of(cards, static_cast<int>(cards.size()))) {}

  const T& deal() { return cards_[next_++ % cards_.size()]; }
  std::size_t size() const { return cards_.size(); }

 private:
  std::vector<T> cards_;
  std::size_t next_ = 0;
};

// What all groups of one crowd deal from.
struct Decks {
  explicit Decks(Dice& dice)
      : workplaces(texts::workplaces(), dice),
        private_notes(texts::private_notes(), dice),
        group_notes(texts::group_notes(), dice),
        insights(texts::insights(), dice),
        questions(texts::questions(), dice),
        agreements(texts::agreements(), dice),
        obstacles(texts::obstacles(), dice),
        signs_of_success(texts::signs_of_success(), dice),
        needs_from_leadership(texts::needs_from_leadership(), dice) {}

  Deck<texts::Workplace> workplaces;
  Deck<std::string_view> private_notes;
  Deck<std::string_view> group_notes;
  Deck<std::string_view> insights;
  Deck<std::string_view> questions;
  Deck<texts::Agreement> agreements;
  Deck<std::string_view> obstacles;
  Deck<std::string_view> signs_of_success;
  Deck<std::string_view> needs_from_leadership;
};

}  // namespace samtale::crowd
