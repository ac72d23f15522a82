require "simplecov"
SimpleCov.minimum_coverage 80
SimpleCov.start "rails"
