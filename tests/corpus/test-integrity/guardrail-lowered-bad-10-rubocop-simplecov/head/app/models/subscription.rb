# frozen_string_literal: true

class Subscription < ApplicationRecord
  belongs_to :account
  has_many :renewals, dependent: :restrict_with_error

  enum :status, { active: 0, paused: 1, cancelled: 2 }

  scope :due, -> { active.where(renews_on: ..Date.current) }

  # Pauses until the given day; the renewal moves with it.
  def pause!(until_on:)
    raise ArgumentError, "day must be in the future" if until_on <= Date.current

    transaction do
      update!(status: :paused, renews_on: until_on)
      renewals.create!(kind: "pause", on: until_on)
    end
  end
end
