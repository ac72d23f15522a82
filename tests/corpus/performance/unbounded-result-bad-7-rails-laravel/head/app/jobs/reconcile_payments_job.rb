# Compares what we booked with what the bank says.
class ReconcilePaymentsJob < ApplicationJob
  queue_as :nightly

  def perform(date)
    statement = BankStatement.find_by!(date: date)
    booked = Payment.all.to_a
    by_reference = booked.index_by(&:reference)
    missing = statement.lines.reject { |line| by_reference.key?(line.reference) }
    ReconciliationMailer.missing(missing).deliver_later if missing.any?
  end
end
