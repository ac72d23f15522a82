require "csv"

# The guests who arrive in the next days, for the front desk.
class ArrivalsExport
  HEADERS = %w[guest company room paid].freeze

  def initialize(hotel, days: 7)
    @hotel = hotel
    @days = days
  end

  def to_csv
    CSV.generate(headers: true) do |csv|
      csv << HEADERS
      arrivals.each do |booking|
        csv << row(booking)
      end
    end
  end

  def reminders
    Booking.confirmed.upcoming.limit(200).map do |booking|
      { email: booking.guest.email, starts_on: booking.starts_on }
    end
  end

  private

  def arrivals
    Booking.confirmed.where(starts_on: Date.current..@days.days.from_now).includes(:guest, :room).limit(500)
  end

  def row(booking)
    [booking.guest.full_name, booking.guest.company_id, booking.room.number, booking.starts_on]
  end
end
