# frozen_string_literal: true

class Subscription < ApplicationRecord
  belongs_to :account

  enum :status, { active: 0, paused: 1, cancelled: 2 }

  scope :due, -> { active.where(renews_on: ..Date.current) }
end
