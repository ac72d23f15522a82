# frozen_string_literal: true

require "simplecov"

SimpleCov.start "rails" do
  enable_coverage :branch
  minimum_coverage line: 85, branch: 80
  add_group "Services", "app/services"
  add_filter "/spec/"
end

RSpec.configure do |config|
  config.expect_with :rspec do |expectations|
    expectations.include_chain_clauses_in_custom_matcher_descriptions = true
  end
  config.order = :random
end
