# frozen_string_literal: true

# Everything that only accountants may do.
class AccountingController < ApplicationController
  before_action :authenticate_user!
  before_action :require_accountant
end
