# frozen_string_literal: true

class Plan
  class Unknown < StandardError; end

  LIMITS = { "free" => 3, "team" => 50 }.freeze

  def self.limit(name)
    LIMITS.fetch(name) { raise Unknown, name }
  end

  def self.upgrade(from, to)
    raise ArgumentError, "cannot go from #{from} to #{to}" if LIMITS[to] < LIMITS[from]

    to
  end
end
