require "simplecov"

SimpleCov.start "rails" do
  add_filter "/spec/"
  enable_coverage :branch
  minimum_coverage line: 85, branch: 70
end
